using System.Text;
using Spectre.Console.Rendering;

namespace ModeLint.Cli.Output;

/// <summary>Text as a terminal shows it.</summary>
internal static class TerminalText
{
    private const int Tab = 4;

    /// <summary>
    /// What a terminal shows and does not obey: tabs as spaces, control characters and those that turn the writing direction replaced.
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

    /// <summary>How many cells of a line the text takes: East Asian characters take two, combining ones none.</summary>
    public static int Cells(string text) => new Segment(text).CellCount();

    /// <summary>The part of a line that is seen through a window; an ellipsis stands where something is cut off.</summary>
    /// <param name="text">The line.</param>
    /// <param name="skip">Cells to the left of the window.</param>
    /// <param name="room">Cells of the window.</param>
    public static string Window(string text, int skip, int room)
    {
        var cells = Split(text);
        if (skip >= cells.Count)
            return cells.Count > 0 ? "…" : "";
        var shown = cells[skip..Math.Min(cells.Count, skip + room)];
        if (cells.Count > skip + room)
        {
            if (shown[^1].Length == 0)
                shown[^2] = " "; // the left half of a wide character whose right half gives way
            shown[^1] = "…";
        }

        if (skip > 0)
        {
            shown[0] = "…";
            if (shown.Count > 1 && shown[1].Length == 0)
                shown[1] = " ";
        }

        return string.Concat(shown);
    }

    // What stands in each cell: a wide character leaves the cell after it empty, a combining one joins the cell before it.
    private static List<string> Split(string text)
    {
        var cells = new List<string>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var width = Cells(rune.ToString());
            if (width == 0 && cells.Count > 0)
                cells[^1] += rune;
            else
                cells.Add(rune.ToString());
            for (var rest = 1; rest < width; rest++)
                cells.Add("");
        }

        return cells;
    }

    /// <summary>Breaks the text at spaces into lines; a word that is longer than the room stays whole.</summary>
    public static IEnumerable<string> Wrap(string text, int room)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && Cells(line) + 1 + Cells(word) > room)
            {
                yield return line;
                line = "";
            }

            line += line.Length > 0 ? $" {word}" : word;
        }

        yield return line;
    }
}
