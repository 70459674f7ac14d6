using System.Text;

namespace Generated;

/// <summary>A line of a Thing.</summary>
public sealed record ThingLine(int Number, string Text, decimal Amount, DateTime Day);

public interface IThingRules
{
    bool Accepts(ThingLine line);

    string Explain(ThingLine line);
}

public class ThingRules : IThingRules
{
    private readonly decimal _limit;

    public ThingRules(decimal limit) => _limit = limit;

    public virtual bool Accepts(ThingLine line) => line.Amount <= _limit && line.Text.Length > 0;

    public string Explain(ThingLine line) => Accepts(line) ? "accepted" : $"more than {_limit} or without text";
}

public sealed class Thing
{
    private const int Limit = 1234;
    private readonly Dictionary<int, ThingLine> _lines = new();
    private readonly List<string> _problems = new();
    private readonly IThingRules _rules;
    private int _changes;

    public Thing(IThingRules? rules = null)
    {
        _rules = rules ?? new ThingRules(Limit);
        Created = DateTime.UnixEpoch.AddDays(Limit);
    }

    public event EventHandler<ThingLine>? Added;

    public DateTime Created { get; }

    public int Changes => _changes;

    public IReadOnlyList<string> Problems => _problems;

    public decimal Total
    {
        get
        {
            var total = 0m;
            foreach (var line in _lines.Values)
                total += line.Amount;
            return total;
        }
    }

    public bool Add(int number, string text, decimal amount)
    {
        if (_lines.ContainsKey(number))
            return false;
        var line = new ThingLine(number, text.Trim(), amount, Created.AddDays(number % 365));
        _lines.Add(number, line);
        _changes++;
        Added?.Invoke(this, line);
        return true;
    }

    public ThingLine? Find(string text)
    {
        foreach (var line in _lines.Values.OrderBy(line => line.Number))
        {
            if (line.Text.Contains(text, StringComparison.OrdinalIgnoreCase))
                return line;
        }

        return null;
    }

    public int Remove(Predicate<ThingLine> condition)
    {
        var removed = _lines.Values.Where(line => condition(line)).Select(line => line.Number).ToList();
        foreach (var number in removed)
            _lines.Remove(number);
        _changes += removed.Count;
        return removed.Count;
    }

    public bool Validate()
    {
        _problems.Clear();
        foreach (var line in _lines.Values)
        {
            if (!_rules.Accepts(line))
                _problems.Add($"{line.Number}: {_rules.Explain(line)}");
        }

        return _problems.Count == 0;
    }

    public async Task<bool> SaveAsync(TextWriter writer, CancellationToken cancellation)
    {
        if (!Validate())
            return false;
        foreach (var line in _lines.Values)
        {
            cancellation.ThrowIfCancellationRequested();
            await writer.WriteLineAsync($"{line.Number};{line.Text};{line.Amount}");
        }

        _changes = 0;
        return true;
    }

    public static Thing Parse(IEnumerable<string> rows)
    {
        var result = new Thing();
        foreach (var row in rows)
        {
            var parts = row.Split(';');
            if (parts.Length != 3 || !int.TryParse(parts[0], out var number) || !decimal.TryParse(parts[2], out var amount))
                throw new FormatException($"'{row}' is no line.");
            result.Add(number, parts[1], amount);
        }

        return result;
    }

    public string Report(Other other)
    {
        var text = new StringBuilder();
        text.AppendLine($"{_lines.Count} lines, {Total} in all, {other.Total} elsewhere");
        foreach (var month in _lines.Values.GroupBy(line => line.Day.Month).OrderBy(month => month.Key))
            text.Append(month.Key).Append(": ").AppendLine(month.Sum(line => line.Amount).ToString());
        if (!other.Validate())
            text.AppendJoin(", ", other.Problems);
        return text.ToString();
    }
}
