using ModeLint.Cli.Reports;
using Spectre.Console;

namespace ModeLint.Cli.Output;

/// <summary>Shows a place in its source: the line, the lines around it, and the stretch underlined.</summary>
internal sealed class CodeFrame(IAnsiConsole console)
{
    private static readonly Style s_dim = new(decoration: Decoration.Dim);
    private readonly Dictionary<string, string[]> _files = [];

    /// <summary>Writes the frame; nothing if the file cannot be read, or is shorter than the place says (generated or mapped code).</summary>
    /// <param name="place">The place.</param>
    /// <param name="around">Lines shown before and after it.</param>
    /// <param name="underline">Colour of the underline.</param>
    public void Write(Place place, int around, Style underline)
    {
        var lines = Lines(place.File);
        if (place.StartLine < 1 || place.StartLine > lines.Length)
            return;
        var first = Math.Max(1, place.StartLine - around);
        var last = Math.Min(lines.Length, place.StartLine + around);
        var digits = last.ToString().Length;
        var room = Math.Max(20, console.Profile.Width - digits - 6);
        var (start, marks) = Underline(lines[place.StartLine - 1], place);

        // Lines that are too long are moved to the left, all by the same, until the underlined stretch is seen.
        var skip = start + marks <= room ? 0 : Math.Max(0, start - Math.Max(room / 4, room - marks - 1));
        for (var number = first; number <= last; number++)
        {
            var line = TerminalText.Readable(lines[number - 1]);
            WriteLine($"  {number.ToString().PadLeft(digits)} │ ", TerminalText.Window(line, skip, room), number == place.StartLine ? Style.Plain : s_dim);
            if (number == place.StartLine)
                WriteLine($"  {new string(' ', digits)} │ ", new string(' ', start - skip) + new string('^', Math.Min(marks, room - (start - skip))), underline);
        }
    }

    private static (int Start, int Cells) Underline(string line, Place place)
    {
        var start = Math.Clamp(place.StartColumn - 1, 0, line.Length);
        var end = place.EndLine > place.StartLine ? line.TrimEnd().Length : Math.Clamp(place.EndColumn - 1, start, line.Length);
        var before = TerminalText.Cells(TerminalText.Readable(line[..start]));
        return (before, Math.Max(1, TerminalText.Cells(TerminalText.Readable(line[..Math.Max(start, end)])) - before));
    }

    private void WriteLine(string gutter, string text, Style style)
    {
        console.Write(gutter, s_dim);
        console.Write(text, style);
        console.WriteLine();
    }

    private string[] Lines(string file)
    {
        if (_files.TryGetValue(file, out var lines))
            return lines;
        try
        {
            lines = File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            lines = [];
        }

        return _files[file] = lines;
    }
}
