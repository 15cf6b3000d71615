using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Yaml;

namespace Flywheel.Tests.Strategy;

/// <summary>Whoever reads a key of a strategy is told of it: the memory of the stages hangs on that.</summary>
public sealed class SectionTests
{
    [Fact]
    public void Every_key_of_every_section_is_told_when_it_is_read()
    {
        var told = new List<string>();
        var strategy = FlightsStrategy.Loaded.Told(told.Add);
        var (known, untold) = (new HashSet<string>(), new List<string>());

        foreach (
            var file in new Section[]
            {
                strategy.Main,
                strategy.MetricsFile,
                strategy.ProjectionsFile,
                strategy.CohortsFile,
                strategy.Curation,
            }
        )
        {
            Read(file, "");
        }

        Assert.Empty(untold);
        Assert.Superset(new HashSet<string> { "seed", "dataset.hold-out", "log.label.arrives-after", "labels" }, known);

        void Read(Section section, string path)
        {
            foreach (var property in section.GetType().GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
            {
                told.Clear();
                var value = property.GetValue(section);
                var key = path + KebabCase.Of(property.Name);
                if (value is Section part)
                {
                    Read(part, key + ".");
                }
                else if (told.Contains(key))
                {
                    known.Add(key);
                }
                else
                {
                    untold.Add(key);
                }
            }
        }
    }

    [Fact]
    public void An_expression_depends_on_the_types_of_the_columns()
    {
        var told = new List<string>();
        var strategy = FlightsStrategy.Loaded.Told(told.Add);

        _ = strategy.Sql(strategy.ProjectionsFile.Projections["from-hub"]);

        Assert.Equal(["projections", "log.columns", "log.prediction", "task", "log.label.classes"], told);
    }

    [Fact]
    public void A_section_that_tells_equals_the_one_that_does_not()
    {
        var strategy = FlightsStrategy.Loaded;

        Assert.Equal(strategy.Main, strategy.Told(_ => { }).Main);
        Assert.NotEqual(strategy.Main, strategy.Main with { Seed = strategy.Main.Seed + 1 });
    }

    [Fact]
    public void An_edited_gate_is_another_strategy_and_the_same_recipe()
    {
        using var repository = new TemporaryRepository();
        var before = repository.Work(place => place.Strategy);
        repository.Edit("no-worse: { metric: auc, by: 0.05 }", "no-worse: { metric: auc, by: 0.06 }");
        var gate = repository.Work(place => place.Strategy);
        repository.Edit("rounds: 8", "rounds: 9");
        var rounds = repository.Work(place => place.Strategy);

        Assert.NotEqual(before.Digest, gate.Digest);
        Assert.Equal(before.Recipe, gate.Recipe);
        Assert.NotEqual(gate.Recipe, rounds.Recipe);
        Assert.Equal(("0.05", "0.06"), (Value(before), Value(gate)));

        static string Value(ModelStrategy strategy) => strategy.Resolved.Values["offline-test.gates[0].no-worse.by"];
    }
}
