using System.Text;
using ModeLint.Cli.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ModeLint.Cli.Output;

/// <summary>Shows a place in its source: the line, the lines around it, and the stretch underlined.</summary>
internal sealed class CodeFrame(IAnsiConsole console)
{
    private const int Tab = 4;
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
        for (var number = first; number <= last; number++)
        {
            var line = lines[number - 1];
            WriteLine($"  {number.ToString().PadLeft(digits)} │ ", Crop(Readable(line), room), number == place.StartLine ? Style.Plain : s_dim);
            if (number != place.StartLine)
                continue;
            var start = Math.Clamp(place.StartColumn - 1, 0, line.Length);
            var end = place.EndLine > place.StartLine ? line.TrimEnd().Length : Math.Clamp(place.EndColumn - 1, start, line.Length);
            var before = Cells(Readable(line[..start]));
            var marks = Math.Max(1, Cells(Readable(line[..Math.Max(start, end)])) - before);
            if (before < room)
                WriteLine($"  {new string(' ', digits)} │ ", new string(' ', before) + new string('^', Math.Min(marks, room - before)), underline);
        }
    }

    /// <summary>
    /// Text that a terminal shows and does not obey: tabs as spaces, control characters and those that turn the writing direction replaced.
    /// </summary>
    public static string Readable(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c == '\t')
                result.Append(' ', Tab - result.Length % Tab);
            else
                result.Append(char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? '\uFFFD' : c);
        }

        return result.ToString();
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

    private static string Crop(string text, int room)
    {
        if (Cells(text) <= room)
            return text;
        var length = Math.Min(text.Length, room - 1);
        while (Cells(text[..length]) > room - 1)
            length--;
        return text[..length] + "…";
    }

    // East Asian characters take two cells of a terminal, combining ones none.
    private static int Cells(string text) => new Segment(text).CellCount();
}
