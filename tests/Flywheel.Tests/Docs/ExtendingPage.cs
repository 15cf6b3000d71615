using System.Text.RegularExpressions;

namespace Flywheel.Tests.Docs;

/// <summary>One kind as docs/extending.md adds it.</summary>
/// <param name="NewFile">Path of the file to write.</param>
/// <param name="Code">Its text.</param>
/// <param name="TableFile">Path of the file that takes one more line.</param>
/// <param name="Table">Property whose list or table takes it.</param>
/// <param name="Line">The line.</param>
/// <param name="Yaml">What a strategy may then say.</param>
public sealed record NewKind(string NewFile, string Code, string TableFile, string Table, string Line, string Yaml);

/// <summary>Reads docs/extending.md.</summary>
public static partial class ExtendingPage
{
    public static IReadOnlyList<NewKind> Read() =>
        [
            .. Example()
                .Matches(new Page("docs/extending.md").Text)
                .Select(example => new NewKind(
                    example.Groups["new"].Value,
                    example.Groups["code"].Value,
                    example.Groups["file"].Value,
                    example.Groups["table"].Value,
                    example.Groups["line"].Value,
                    example.Groups["yaml"].Value
                )),
        ];

    [GeneratedRegex(
        @"Write `(?<new>[^`]+)`:\n\n```csharp\n(?<code>.+?\n)```\n\nAdd one line to the \w+ `(?<table>\w+)` of `(?<file>[^`]+)`:\n\n```csharp\n(?<line>[^\n]+)\n```\n.+?```yaml\n(?<yaml>.+?\n)```\n",
        RegexOptions.Singleline
    )]
    private static partial Regex Example();
}
