using System.Data.Common;
using System.Reflection;
using Flywheel.DuckDb;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Docs;

/// <summary>docs/extending.md says that a kind is one new file and one line: here both examples are added, built and used.</summary>
public sealed class ExtendingTests(ExtendedSources extended) : IClassFixture<ExtendedSources>
{
    private Assembly Built => extended.Assembly;

    [Fact]
    public void A_kind_is_one_new_file_and_one_line_in_its_table()
    {
        var kinds = ExtendingPage.Read();

        Assert.Equal(2, kinds.Count);
        Assert.Equal(
            kinds.SelectMany(kind => new[] { kind.NewFile, kind.TableFile }).Order(StringComparer.Ordinal),
            extended.Changed.Order(StringComparer.Ordinal)
        );
        Assert.All(kinds, kind => Assert.DoesNotContain('\n', kind.Line));
    }

    [Fact]
    public void The_new_distance_has_the_value_that_the_page_computes_by_hand()
    {
        var all = (IEnumerable<object>)Static("Flywheel.Monitoring.Distances.DistanceKinds", "All");
        dynamic distance = all.Single(kind => ((dynamic)kind).Name == "triangular-discrimination");

        double value = distance.Between(Categories([2, 2]), Categories([1, 3]));

        Assert.Equal(2.0 / 15, value, 12);
        Assert.Equal(0.0, (double)distance.Between(Categories([2, 2]), Categories([2, 2])), 12);

        dynamic Categories(long[] counts) =>
            Type("Flywheel.Monitoring.Distances.Distribution").GetMethod("OfCategories")!.Invoke(null, [new[] { "a", "b" }, counts])!;
    }

    [Fact]
    public void The_new_rule_is_a_word_of_the_strategy()
    {
        dynamic kinds = Static("Flywheel.Curation.CurationRule", "Kinds");

        var rule = RuleOf(ExtendingPage.Read()[1].Yaml);

        Assert.Contains("per-hour", (IEnumerable<string>)kinds.Words);
        Assert.Equal("per-hour", (string)rule.Name);
        Assert.Equal(20, (int)rule.Count);
    }

    [Fact]
    public void The_new_rule_picks_from_each_hour_with_the_chance_that_it_states()
    {
        using var connection = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory};Threads=1");
        connection.Open();
        var rule = RuleOf(ExtendingPage.Read()[1].Yaml);
        var draw = Activator.CreateInstance(Type("Flywheel.Curation.Draw"), Flights(connection), "\"flight_id\"", "md5('s' || flight_id)");
        string picks = rule.GetType().GetMethod("Picks").Invoke(rule, new[] { draw });
        string chance = rule.GetType().GetMethod("Probability").Invoke(rule, new[] { draw });

        // 100 flights in the first hour, 8 in the second.
        var rows = Ask(
            connection,
            $"""
            SELECT departs_at, count(*) FILTER (picked), min(chance), max(chance)
            FROM (SELECT departs_at, {picks} AS picked, {chance} AS chance
                  FROM (SELECT range AS flight_id, TIMESTAMP '2001-01-01' + to_hours(range // 100) AS departs_at FROM range(108)))
            GROUP BY departs_at ORDER BY departs_at
            """
        );

        Assert.Equal([(20L, 0.2, 0.2), (8L, 1.0, 1.0)], rows);
    }

    private Type Type(string name) => Built.GetType(name, throwOnError: true)!;

    private object Static(string type, string property) => Type(type).GetProperty(property)!.GetValue(null)!;

    /// <summary>The one rule of a curation.yaml, bound by the built assembly.</summary>
    private dynamic RuleOf(string yaml)
    {
        var read = Type("Flywheel.Yaml.Binder").GetMethod("Read")!.MakeGenericMethod(Type("Flywheel.Strategy.CurationFile"));
        dynamic bound = read.Invoke(null, ["curation.yaml", yaml])!;
        Assert.Empty((IEnumerable<object>)bound.Faults);
        return ((IEnumerable<object>)bound.Value.Rules).Single();
    }

    /// <summary>The strategy of the flights, loaded by the built assembly.</summary>
    private object Flights(DbConnection connection)
    {
        var files = Activator.CreateInstance(Type("Flywheel.State.WorkingTree"), Repository.Root)!;
        var checker = Activator.CreateInstance(Type("Flywheel.Expressions.ExpressionChecker"), connection)!;
        var loader = Activator.CreateInstance(Type("Flywheel.Strategy.StrategyLoader"), files, checker)!;
        return loader.GetType().GetMethod("Load")!.Invoke(loader, ["flights", Activator.CreateInstance(Type("Flywheel.Yaml.Faults"))])!;
    }

    private static List<(long Picked, double Least, double Most)> Ask(DbConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<(long, double, double)>();
        while (reader.Read())
        {
            rows.Add((reader.GetInt64(1), reader.GetDouble(2), reader.GetDouble(3)));
        }

        return rows;
    }
}
