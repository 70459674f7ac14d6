namespace ModeLint.Cli.Tests;

/// <summary>C# sources for the projects under test.</summary>
internal static class Code
{
    /// <summary>A class whose one method evaluates a model in training mode: exactly one finding, MODE101, at the forward.</summary>
    public static string Buggy(string type = "Evaluation", string before = "") => $$"""
        using TorchSharp;
        using static TorchSharp.torch;

        public static class {{type}}
        {
            public static long Validate(Tensor images, Tensor labels)
            {
                using var model = nn.Sequential(nn.Linear(4, 4), nn.Dropout(0.5));
                model.load("model.bin");
                using (no_grad())
                {{{before}}
                    var logits = model.forward(images); // [red]not markup[/] ü
                    return logits.argmax(1).eq(labels).sum().item<long>();
                }
            }
        }

        """;

    /// <summary>The same, right.</summary>
    public static string Correct(string type = "Evaluation") =>
        Buggy(type).Replace("model.load(\"model.bin\");", "model.load(\"model.bin\");\n        model.eval();");

    /// <summary>The same bug, with the user's word for it.</summary>
    public static string Suppressed(string type = "Evaluation") =>
        Buggy(type, before: "\n#pragma warning disable MODE101").Replace(" // [red]", "\n#pragma warning restore MODE101\n            // [red]");
}
