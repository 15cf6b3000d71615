using Flywheel.Expressions;
using Flywheel.Logging.Targets;
using Flywheel.Metrics;
using Flywheel.Monitoring.Distances;
using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring;

/// <summary>A column that is watched for drift: the score, a feature, or a projection.</summary>
/// <param name="Name">As the strategy names it.</param>
/// <param name="Sql">Expression over <c>log</c>, in DuckDB's SQL.</param>
/// <param name="IsNumeric">Whether its values have an order.</param>
/// <param name="IsScore">Whether it is the score, whose reference comes from the model in force.</param>
public sealed record DriftColumn(string Name, string Sql, bool IsNumeric, bool IsScore)
{
    /// <summary>SQL of its value as it is compared.</summary>
    public string Value => $"CAST({Sql} AS {(IsNumeric ? "DOUBLE" : "VARCHAR")})";

    /// <summary>The score first, then features and analytical projections in the order of their files.</summary>
    public static IReadOnlyList<DriftColumn> All(ModelStrategy strategy) =>
        [
            new(
                strategy.Log.Prediction,
                Warehouse.Sql.Name(strategy.Log.Prediction),
                strategy.Target.Score == SqlType.Double,
                IsScore: true
            ),
            .. strategy.Main.Features.Select(feature => new DriftColumn(
                feature.Key,
                feature.Value.Watched(strategy.Sql(feature.Value.Of)),
                !feature.Value.IsCategory,
                IsScore: false
            )),
            .. strategy.ProjectionsFile.Projections.Select(projection => Expressed(strategy, projection.Key, projection.Value)),
        ];

    /// <summary>Names of every watched column, with those of learned projections at the end.</summary>
    public static IReadOnlyList<string> Names(ModelStrategy strategy) =>
        [.. All(strategy).Select(column => column.Name), .. strategy.ProjectionsFile.Learned?.Keys ?? []];

    /// <summary>The same names in the order in which people should look: the score, features by their importance to the model, projections.</summary>
    /// <param name="importance">Share of the total gain by feature; features without one keep the order of the file.</param>
    public static IReadOnlyList<string> Ranked(ModelStrategy strategy, IReadOnlyDictionary<string, double>? importance) =>
        [
            .. Names(strategy)
                .OrderBy(name =>
                    name == strategy.Log.Prediction ? 0
                    : strategy.Main.Features.ContainsKey(name) ? 1
                    : 2
                )
                .ThenByDescending(name => importance?.GetValueOrDefault(name) ?? 0),
        ];

    /// <summary>What the column holds in the rows for which a condition is true: of numbers the finite ones, for no other has a place on a scale.</summary>
    /// <param name="relation">Has the rows.</param>
    public Distribution Read(Database database, string where, string relation = "log")
    {
        if (IsNumeric)
        {
            // Few numbers repeat where they are measured: to sort them is cheaper than to count each first.
            return Taken(database.Reals($"SELECT {Value} AS value FROM {relation} WHERE {where}"));
        }

        var table = database.Table(
            $"""
            SELECT value, count(*) AS rows FROM (SELECT {Value} AS value FROM {relation} WHERE {where})
            WHERE value IS NOT NULL GROUP BY value ORDER BY value
            """
        );
        return table.Rows == 0 ? Distribution.OfNumbers([], []) : Distribution.OfCategories(table.Texts("value"), table.Wholes("rows"));
    }

    /// <summary>What some scores hold: numbers, or the classes that they stand for.</summary>
    /// <param name="scores">Shape [rows]; those that are not finite do not count.</param>
    public static Distribution Of(Target target, double[] scores)
    {
        var numbers = Of(scores);
        return target.Classes.Count == 0
            ? numbers
            : Distribution.OfCategories([.. numbers.Numbers.Select(number => target.Classes[(int)number])], numbers.Counts);
    }

    /// <summary>The distribution of the finite ones of some numbers.</summary>
    public static Distribution Of(ReadOnlySpan<double> numbers) => Taken(numbers.ToArray());

    /// <summary>The same of numbers whose array the distribution takes for its own.</summary>
    private static Distribution Taken(double[] numbers)
    {
        var finite = 0;
        foreach (var number in numbers)
        {
            if (double.IsFinite(number))
            {
                numbers[finite++] = number;
            }
        }

        var sorted = numbers.AsSpan(0, finite);
        if (WholeCounts.Of(sorted) is { } counted)
        {
            return counted;
        }

        RadixSort.Sort(sorted);
        var differing = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            differing += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }

        var counts = new long[differing];
        for (int i = 0, next = 0; i < sorted.Length; next++)
        {
            // Where each value is written it has been read.
            var (value, start) = (sorted[i], i);
            while (i < sorted.Length && sorted[i] == value)
            {
                i++;
            }

            (numbers[next], counts[next]) = (value, i - start);
        }

        Array.Resize(ref numbers, differing);
        return Distribution.OfNumbers(numbers, counts);
    }

    private static DriftColumn Expressed(ModelStrategy strategy, string name, Expression of) =>
        new(name, strategy.Sql(of), strategy.Of(of).Type is SqlType.Integer or SqlType.Double or SqlType.Boolean, IsScore: false);
}
