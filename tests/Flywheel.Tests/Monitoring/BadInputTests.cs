using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Flywheel.Cli.Adapters;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.Distances;
using Flywheel.Monitoring.Projections;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Yaml;

namespace Flywheel.Tests.Monitoring;

/// <summary>Whatever the log holds, every kind of check gives a verdict and every distance a finite number or none.</summary>
/// <remarks>A new kind is covered as it stands: the check that is asked is the one that the examples of its keys write.</remarks>
public sealed class BadInputTests : IDisposable
{
    private const string Window = "departs_at >= TIMESTAMP '2001-02-05' AND departs_at < TIMESTAMP '2001-02-12'";
    private const string Before = "departs_at >= TIMESTAMP '2001-01-29' AND departs_at < TIMESTAMP '2001-02-05'";
    private const string Good = "tidy";

    /// <summary>Rows by what is wrong with them: SQL over the columns of tidy rows.</summary>
    private static readonly Dictionary<string, string> _rows = new(StringComparer.Ordinal)
    {
        [Good] = "SELECT * FROM tidy",
        ["no row"] = "SELECT * FROM tidy WHERE FALSE",
        ["one row"] = "SELECT * FROM tidy WHERE flight_id = 0",
        ["no value"] = "SELECT flight_id, departs_at, NULL, NULL, NULL, NULL, NULL, NULL, cluster FROM tidy",
        ["one value"] = "SELECT flight_id, departs_at, 0.1, 'ATL', 'ORD', 0.1, 1, TRUE, cluster FROM tidy",
        ["new categories only"] = "SELECT * REPLACE ('never ' || origin AS origin, '' AS destination) FROM tidy",
        ["infinities"] =
            "SELECT * REPLACE (['inf', '-inf', 'nan'][1 + flight_id % 3]::DOUBLE AS distance, 'inf'::DOUBLE AS score) FROM tidy",
        ["some infinities"] =
            "SELECT * REPLACE (CASE WHEN flight_id % 5 = 0 THEN 'inf'::DOUBLE ELSE distance END AS distance, CASE WHEN flight_id % 7 = 0 THEN 'nan'::DOUBLE ELSE score END AS score) FROM tidy",
        ["huge numbers"] = "SELECT * REPLACE ((flight_id % 3 - 1) * 1.7e308 AS distance, (flight_id % 2) * 1e300 AS score) FROM tidy",
        ["tiny numbers"] = "SELECT * REPLACE ((flight_id % 2) * 5e-324 AS distance, (flight_id % 3) * 1e-200 AS score) FROM tidy",
        ["times in the future"] = "SELECT * REPLACE (departs_at + INTERVAL 900 YEAR AS departs_at) FROM tidy",
        ["times without an end"] = "SELECT * REPLACE (TIMESTAMP 'infinity' AS departs_at) FROM tidy",
        ["one id"] = "SELECT * REPLACE (1 AS flight_id) FROM tidy",
        ["odd texts"] = "SELECT * REPLACE ('''; -- \"\n' || chr(128169) AS origin, repeat('x', 9999) AS destination) FROM tidy",
    };

    private readonly InMemory memory = new();

    public BadInputTests() =>
        memory.Database.Execute(
            "CREATE TABLE log (flight_id BIGINT, departs_at TIMESTAMP, distance DOUBLE, origin VARCHAR, destination VARCHAR, score DOUBLE, late BIGINT, complaint BOOLEAN, cluster TIMESTAMP)"
        );

    /// <summary>What is wrong with the window, and with the reference.</summary>
    public static TheoryData<string, string> Inputs
    {
        get
        {
            var data = new TheoryData<string, string> { { Good, Good } };
            foreach (var name in _rows.Keys.Where(name => name != Good))
            {
                data.Add(name, Good);
                data.Add(Good, name);
                data.Add(name, name);
            }

            return data;
        }
    }

    public static ModelStrategy Every { get; } =
        FlightsStrategy.Watching(
            $"  estimate: {{ metrics: [ auc ] }}\n  observe:\n{string.Concat(Check.Kinds.Select(Sample))}",
            new()
            {
                [StrategyLoader.MetricsName] = text =>
                    Regex.Replace(
                        text,
                        @"distances: \[.*?\]",
                        $"distances: [ {string.Join(", ", DistanceKinds.All.Select(distance => distance.Name))} ]"
                    ),
                [StrategyLoader.ProjectionsName] = text =>
                    $"{text}learned:\n{string.Concat(LearnedProjection.Kinds.Select(kind => $"  by-{kind.Key}: {kind.Key}\n"))}",
            }
        );

    [Fact]
    public void Every_kind_and_every_distance_is_asked()
    {
        Assert.Equal(Check.Kinds.Select(kind => kind.Value), Every.Main.Monitoring.Observe.Select(check => check.GetType()));
        Assert.Equal(DistanceKinds.All, Every.Distances);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Every_check_gives_a_verdict_in_finite_words(string window, string reference)
    {
        var seen = Seen(window, reference);

        Assert.All(
            Every.Main.Monitoring.Observe,
            check =>
            {
                var verdict = check.Judge(seen);

                Assert.NotEmpty(verdict.Why);
                Assert.DoesNotMatch(@"NaN|∞|Infinity", verdict.Why);
                Assert.Equal(verdict, check.Judge(seen));
                Assert.All(check.Advise(seen), change => Assert.DoesNotMatch(@"NaN|∞|Infinity", change.Entry));
            }
        );
        Assert.All(seen.Drifts, drift => Assert.True(double.IsFinite(drift.Value) && drift.Value >= 0, drift.ToString()));
    }

    [Fact]
    public void No_data_is_never_a_pass()
    {
        var seen = Seen("no row", "no row");

        Assert.All(Every.Main.Monitoring.Observe, check => Assert.NotEqual(Outcome.Ok, check.Judge(seen).Outcome));
    }

    [Fact]
    public void What_a_check_counts_it_has_declared()
    {
        var (counted, all) = (new List<string>(), 0);
        var seen = Seen(Good, Good);
        var recorded = seen with
        {
            Count = condition =>
            {
                counted.Add(condition);
                return seen.Count(condition);
            },
        };

        Assert.All(
            Every.Main.Monitoring.Observe,
            check =>
            {
                counted.Clear();
                check.Judge(recorded);
                Assert.Equal(check.Counted(Every).Order(), counted.Distinct().Order());
                all += counted.Count;
            }
        );
        Assert.True(all > 5, $"{all} conditions were counted");
    }

    [Fact]
    public void Tidy_windows_are_at_a_distance_in_every_column()
    {
        var seen = Seen(Good, Good);

        Assert.Equal(
            seen.Columns.Select(column => (column.Name, DistanceKinds.All.Count(one => column.IsNumeric || one.TakesCategories))),
            seen.Drifts.GroupBy(drift => drift.Column).Select(column => (column.Key, column.Count()))
        );
    }

    private Observation Seen(string window, string reference)
    {
        Fill("2001-01-29", reference);
        Fill("2001-02-05", window);
        var events = memory.Database.Value<long>($"SELECT count(*) FROM log WHERE {Window}");
        var scores = memory.Database.Table($"SELECT score FROM log WHERE {Before}").Reals("score");
        var slice = new Slice(memory.Database, Window);
        var seen = new Observation(Every, events, [], [], 0, slice.Count)
        {
            AsOf = new(2001, 2, 12),
            Arrived = events,
            ArrivedBefore = [0, 0, 0, 0, 0, 0],
            Window = slice,
            Reference = new(memory.Database, Before),
            Engine = new XGBoostEngine(2),
        };
        return seen with { Drifts = [.. Drifts.Between(Every, seen.Columns, memory.Database, Window, Before, scores)] };
    }

    private void Fill(string from, string rows)
    {
        memory.Database.Execute(
            $"""
            CREATE OR REPLACE TABLE tidy AS
            SELECT range AS flight_id, TIMESTAMP '{from}' + to_seconds(2000 * range) AS departs_at, CAST(100 + 37 * range % 900 AS DOUBLE) AS distance,
                   ['ATL', 'ORD', 'LAX'][1 + range % 3] AS origin, ['SFO', 'JFK'][1 + range % 2] AS destination, 31 * range % 97 / 97 AS score,
                   range // 3 % 2 AS late, range % 11 = 0 AS complaint, date_trunc('day', TIMESTAMP '{from}' + to_seconds(2000 * range)) AS cluster
            FROM range(300)
            """
        );
        memory.Database.Execute($"INSERT INTO log {_rows[rows]}");
    }

    /// <summary>A check of a kind with the examples of its required keys.</summary>
    private static string Sample(KeyValuePair<string, Type> kind)
    {
        var keys = kind
            .Value.GetProperties()
            .Where(property => property.IsDefined(typeof(RequiredMemberAttribute)))
            .Select(property => $"{KebabCase.Of(property.Name)}: {property.GetCustomAttribute<ExampleAttribute>()!.Yaml}");
        return $"    - {kind.Key}: {{ {string.Join(", ", keys)} }}\n";
    }

    public void Dispose() => memory.Dispose();
}
