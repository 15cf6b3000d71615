using System.Globalization;
using Flywheel.Monitoring.Distances;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring.Distances;

/// <summary>Week 9 of the flights against weeks 0 to 3, held against the Python loop: bench/peers/drift_by_week.csv.</summary>
public sealed class FlightDriftTests(FlightDriftTests.TwoWindows windows) : IClassFixture<FlightDriftTests.TwoWindows>
{
    private static readonly Dictionary<string, string> _expressions = new()
    {
        ["hour"] = "hour(departs_at)",
        ["weekday"] = "isodow(departs_at) - 1",
        ["distance"] = "distance",
        ["origin"] = "origin",
        ["destination"] = "destination",
    };

    /// <summary>Our distances by the Python loop's words for them.</summary>
    private static readonly Dictionary<string, string> _distances = new()
    {
        ["wasserstein_norm"] = "earth-movers",
        ["psi"] = "psi",
        ["l1"] = "l1",
        ["linf"] = "l-infinity",
        ["js"] = "jensen-shannon",
    };

    public static TheoryData<string, string, double> OfWeekNine
    {
        get
        {
            var data = new TheoryData<string, string, double>();
            foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "bench/peers/drift_by_week.csv")))
            {
                var fields = line.Split(',');
                if (fields[0] == "9" && _expressions.ContainsKey(fields[1]) && _distances.ContainsKey(fields[2]))
                {
                    data.Add(fields[1], fields[2], double.Parse(fields[3], CultureInfo.InvariantCulture));
                }
            }

            return data;
        }
    }

    [Fact]
    public void The_Python_loop_left_fourteen_numbers_to_be_held_against()
    {
        Assert.Equal(14, OfWeekNine.Count);
    }

    [Theory]
    [MemberData(nameof(OfWeekNine))]
    public void A_distance_is_that_of_the_Python_loop_to_the_digits_it_printed(string column, string distance, double expected)
    {
        var (reference, current) = (windows.Of("reference", _expressions[column]), windows.Of("current", _expressions[column]));

        var found = DistanceKinds.Named(_distances[distance]).Between(reference, current);

        Assert.Equal(expected, found, expected * 1e-7);
    }

    public sealed class TwoWindows : IDisposable
    {
        private readonly InMemory memory = new();

        public TwoWindows()
        {
            memory.Database.Execute($"CREATE TABLE reference AS {Flights.Weeks(0, 3)}");
            memory.Database.Execute($"CREATE TABLE current AS {Flights.Weeks(9, 9)}");
        }

        public Distribution Of(string window, string expression)
        {
            // The Python loop has a fixed vocabulary: an airport that the reference never saw is missing to it.
            var isCategory = expression is "origin" or "destination";
            var known = isCategory ? $"WHERE {expression} IN (SELECT {expression} FROM reference)" : "";
            var table = memory.Database.Table(
                $"SELECT {expression} AS value, count(*) AS rows FROM {window} {known} GROUP BY value ORDER BY value"
            );
            var counts = table.Wholes("rows");
            return isCategory
                ? Distribution.OfCategories(table.Texts("value"), counts)
                : Distribution.OfNumbers(table.Reals("value"), counts);
        }

        public void Dispose() => memory.Dispose();
    }
}
