using System.Text.RegularExpressions;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Docs;

/// <summary>A Markdown page of the repository, read as its tests need it.</summary>
/// <param name="Path">From the repository's root.</param>
public sealed partial record Page(string Path)
{
    /// <summary>The README, and every page below docs/.</summary>
    public static IReadOnlyList<Page> All { get; } =
    [
        new("README.md"),
        .. Directory
            .EnumerateFiles(System.IO.Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(path => !path.Contains(".received.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new Page(path)),
    ];

    public string Text { get; } = File.ReadAllText(System.IO.Path.Combine(Repository.Root, Path)).ReplaceLineEndings("\n");

    /// <summary>Fenced blocks with their language, in order.</summary>
    public IEnumerable<(string Language, string Content)> Blocks =>
        Fence().Matches(Text).Select(block => (block.Groups["language"].Value, block.Groups["content"].Value));

    /// <summary>What is written between single backticks, outside fenced blocks.</summary>
    public IEnumerable<string> Inline => Code().Matches(Fence().Replace(Text, "")).Select(code => code.Groups["code"].Value);

    /// <summary>Lines that a reader may type: those of shell blocks, parted at &amp;&amp;, and commands between backticks.</summary>
    public IEnumerable<string> Commands =>
        Blocks
            .Where(block => block.Language is "sh" or "bash")
            .SelectMany(block => block.Content.Split('\n'))
            .Concat(Inline)
            .SelectMany(line => line.Split("&&"))
            .Select(command => WithoutComment(command).Trim());

    /// <summary>Targets of links and pictures that are paths from the page's folder.</summary>
    public IEnumerable<string> RelativeLinks =>
        Link()
            .Matches(Fence().Replace(Text, ""))
            .Select(link => link.Groups["to"].Value.Split('#')[0])
            .Where(to => to.Length > 0 && !to.Contains("://", StringComparison.Ordinal));

    /// <summary>Rows of the first table below a heading, without the row that names the columns.</summary>
    public IReadOnlyList<string[]> Table(string heading) =>
        [
            .. Text.Split($"\n## {heading}\n", 2)[1]
                .Split('\n')
                .SkipWhile(line => !line.StartsWith('|'))
                .TakeWhile(line => line.StartsWith('|'))
                .Skip(2)
                .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray()),
        ];

    public override string ToString() => Path;

    private static string WithoutComment(string command) => command.Split("  #")[0];

    [GeneratedRegex(@"^```(?<language>[a-z]*)\n(?<content>.*?)\n?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`(?<code>[^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();
}
