using System.Text;
using Flywheel.DuckDb;
using Flywheel.Expressions;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Yaml;

namespace Flywheel.Tests.Docs;

public sealed class StrategyKeysPageTests
{
    [Fact]
    public void The_strategy_of_the_flights_stands_on_the_page_with_every_key_and_default()
    {
        using var parser = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory};Threads=1");
        parser.Open();
        var faults = new Faults();

        var files = new StrategyLoader(new WorkingTree(Repository.Root), new ExpressionChecker(parser)).Explained(
            "flights",
            withDocs: true,
            faults
        );

        Assert.Empty(faults);
        var page = new StringBuilder(
            """
            # Every key, in the strategy of the flights

            Generated as `./flywheel explain-strategy flights --docs` prints it; a test keeps it fresh. Each key has its sentence above it;
            `# default` marks a value that the files leave out. What the five files are for: [strategy.md](strategy.md). Kinds that the
            flights do not use (another trigger, another reference) are in the JSON schemas below `strategy/schema/`.

            """
        );
        foreach (var (file, text) in files!)
        {
            page.Append($"\n## {file}\n\n```yaml\n{text.TrimEnd('\n')}\n```\n");
        }

        GeneratedPage.Match(page.ToString(), "docs/strategy-keys.md");
    }
}
