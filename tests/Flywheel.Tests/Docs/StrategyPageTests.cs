using System.Text.RegularExpressions;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Docs;

/// <summary>docs/strategy.md explains the flights' files: what it shows of them is what stands in them.</summary>
public sealed class StrategyPageTests
{
    private static readonly Page _page = new("docs/strategy.md");

    public static TheoryData<string> Excerpts =>
        // A block that begins with a blank, or says so, is to be added to a file.
        [.. _page.Blocks.Where(block => block.Language == "yaml" && block.Content[0] is not (' ' or '#')).Select(block => block.Content)];

    [Theory]
    [MemberData(nameof(Excerpts))]
    public void What_is_shown_stands_in_one_of_the_files(string excerpt) =>
        Assert.Contains(StrategyLoader.FileNames, file => Text(file).Contains(excerpt + "\n", StringComparison.Ordinal));

    [Fact]
    public void The_mistakes_are_told_as_the_page_says()
    {
        using var repository = new TemporaryRepository();
        foreach (var file in StrategyLoader.FileNames)
        {
            repository.Write($"strategy/flights/{file}", Text(file));
        }

        foreach (var set in Directory.EnumerateFiles(Path.Combine(Repository.Root, "evalsets/flights"), "*", SearchOption.AllDirectories))
        {
            repository.Write(Path.GetRelativePath(Repository.Root, set), File.ReadAllText(set));
        }

        Replace(repository, @"hour: hour\(departs_at\)", "hour: huor(departs_at)");
        Replace(repository, "- no-worse: { metric: auc,", "- no-worse: { metric: acu,");
        Replace(repository, @"hold-out: \w+", "hold-out: 7days");
        var first = repository.Flywheel("validate", "flights").Error;
        Replace(repository, @"hold-out: \w+", "hold-out: 7d");
        var second = repository.Flywheel("validate", "flights").Error;

        Assert.Equal(Told(0), Lines(first));
        Assert.Equal(Told(1).Length, Lines(second).Length);
        Assert.All(Told(1).Zip(Lines(second)), pair => Assert.StartsWith(pair.First.TrimEnd('…'), pair.Second, StringComparison.Ordinal));
    }

    private static void Replace(TemporaryRepository repository, string old, string now)
    {
        const string Main = $"strategy/flights/{StrategyLoader.MainFile}";
        Assert.Matches(old, repository.Read(Main));
        repository.Write(Main, Regex.Replace(repository.Read(Main)!, old, now));
    }

    private static string[] Told(int block) => Lines(_page.Blocks.Where(text => text.Language == "text").ElementAt(block).Content);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(string file) =>
        File.ReadAllText(Path.Combine(Repository.Root, "strategy/flights", file)).ReplaceLineEndings("\n");
}
