using System.Text.RegularExpressions;
using ModeLint.Analyzers.Tests.Verification;

namespace ModeLint.Analyzers.Tests.Package.Consumers;

/// <summary>Programs of consumers; the example is the one in the package's readme.</summary>
internal static partial class Sources
{
    private const string Before = """
        using TorchSharp;
        using static TorchSharp.torch;

        var image = rand(1, 10);

        """;

    private const string After = """

        internal sealed class Net : nn.Module<Tensor, Tensor>
        {
            private readonly nn.Module<Tensor, Tensor> _linear = nn.Linear(10, 2);
            private readonly nn.Module<Tensor, Tensor> _dropout = nn.Dropout(0.5);

            public Net() : base("net") => RegisterComponents();

            public override Tensor forward(Tensor input) => _dropout.call(_linear.call(input));
        }

        """;

    private static readonly string[] s_examples = [.. Example().Matches(Repository.Read("Analyzers.Package/README.md")).Select(match => match.Groups["code"].Value)];

    /// <summary>The readme's example as it is written by somebody who forgot about modes.</summary>
    public static string Wrong { get; } = $"{Before}{s_examples[0]}{After}";

    /// <summary>The readme's example as it is after the fixes.</summary>
    public static string Right { get; } = $"{Before}{s_examples[1]}{After}";

    /// <summary>What <c>dotnet format</c> makes of <see cref="Wrong"/>: it takes the rules in any order, by chance, and each repairs what it finds.</summary>
    public static string[] Repaired { get; } = [Right, Right.Replace("model.eval();\nusing (torch.no_grad())\n{\n", "using (torch.no_grad())\n{\n    model.eval();\n", StringComparison.Ordinal)];

    /// <summary>The reports about <see cref="Wrong"/>.</summary>
    public static string[] Reports { get; } = [At("warning MODE101"), At("warning MODE201")];

    /// <summary><see cref="Wrong"/> with a line before and a line after the forward call.</summary>
    public static string Around(string before, string after) => Wrong.Replace(Forward, $"{before}\n{Forward}\n{after}", StringComparison.Ordinal);

    /// <summary>A report at the forward call of <see cref="Wrong"/>.</summary>
    public static string At(string what) => $"{what} Program.cs({Line(Wrong)})";

    /// <summary><see cref="Wrong"/> as a method with an attribute.</summary>
    public static string WithAttribute(string attribute) => $$"""
        using System.Diagnostics.CodeAnalysis;
        using TorchSharp;
        using static TorchSharp.torch;

        Program.Run(rand(1, 10));

        internal static partial class Program
        {
            {{attribute}}
            public static void Run(Tensor image)
            {
                var model = new Net();
                {{Forward}}
            }
        }
        {{After}}
        """;

    private static string Forward => s_examples[0].TrimEnd().Split('\n')[^1];

    private static int Line(string program) => program[..program.IndexOf(Forward, StringComparison.Ordinal)].Count(character => character == '\n') + 1;

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
