using Flywheel.Expressions;
using Flywheel.Logging.Targets;
using Flywheel.Metrics;
using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring.Checks;

/// <summary>What each source gave in a window, by cluster, and what the whole would be without it.</summary>
/// <remarks>
/// Of yes or no one share is told, of several classes the share of each, of numbers their mean in standard deviations. Leaving out source
/// s moves a mean by ȳ₋ₛ - ȳ; a row's influence on that is (y - ȳ₋ₛ) / (n - nₛ) - (y - ȳ) / n, and of a row of s the second part alone.
/// </remarks>
public sealed class SourceTotals
{
    /// <summary>What a source without a value is called.</summary>
    private const string Nobody = "(none)";

    private readonly List<Part>[] parts;
    private readonly double[] clusterRows;
    private readonly double[][] clusterSums;
    private readonly (double Rows, double[] Sums, double[] Squares)[] bySource;
    private readonly double rows;
    private readonly double[] sums;
    private readonly double[] squares;

    private SourceTotals(string[] names, long[] givenBy, List<Part>[] parts, int clusters, int series)
    {
        (Names, GivenBy, this.parts) = (names, givenBy, parts);
        clusterRows = new double[clusters];
        clusterSums = [.. Enumerable.Range(0, series).Select(_ => new double[clusters])];
        (sums, squares) = (new double[series], new double[series]);
        bySource = new (double, double[], double[])[names.Length];
        for (var s = 0; s < names.Length; s++)
        {
            bySource[s] = (0, new double[series], new double[series]);
            foreach (var part in parts[s])
            {
                clusterRows[part.Cluster] += part.Rows;
                bySource[s].Rows += part.Rows;
                rows += part.Rows;
                for (var k = 0; k < series; k++)
                {
                    clusterSums[k][part.Cluster] += part.Sums[k];
                    bySource[s].Sums[k] += part.Sums[k];
                    bySource[s].Squares[k] += part.Squares[k];
                    sums[k] += part.Sums[k];
                    squares[k] += part.Squares[k];
                }
            }
        }
    }

    /// <summary>The sources in byte order.</summary>
    public string[] Names { get; }

    /// <summary>Labels, or complaints, of each source, shape [sources].</summary>
    public long[] GivenBy { get; }

    /// <summary>The same of all.</summary>
    public long Given => GivenBy.Sum();

    /// <summary>SQL that is true for the events that have what is looked at.</summary>
    public static string IsGiven(ModelStrategy strategy, GivenBack of) =>
        of == GivenBack.Labels ? $"{Sql.Name(strategy.Log.Label.Column)} IS NOT NULL" : Sql.Name(strategy.Log.Feedback);

    public static SourceTotals Read(Observation seen, Expression source, GivenBack of)
    {
        var (strategy, target) = (seen.Strategy, seen.Strategy.Target);
        var ofLabels = of == GivenBack.Labels;
        var where = seen.Window.Where + (ofLabels ? $" AND {IsGiven(strategy, of)}" : "");
        var number = ofLabels ? target.Number(Sql.Name(strategy.Log.Label.Column)) : $"CAST({Sql.Name(strategy.Log.Feedback)} AS BIGINT)";
        var isMean = ofLabels && target is NumberTarget;
        var id = Sql.Name(strategy.Log.Id);

        // Numbers are summed in order of the ids, or the number of threads would tell in the last digits; of classes rows are counted.
        var figures = isMean
            ? $"sum(\"its number\" ORDER BY \"its id\") AS total, sum(\"its number\" * \"its number\" ORDER BY \"its id\") AS squares"
            : "CAST(\"its number\" AS BIGINT) AS class";
        var table = seen.Window.Database.Table(
            $"""
            SELECT "its source", "its cluster", count(*) AS rows, {figures} FROM (
                SELECT coalesce(CAST(({strategy.Sql(source)}) AS VARCHAR), {Sql.Text(
                Nobody
            )}) AS "its source", CAST(cluster AS VARCHAR) AS "its cluster",
                       {number} AS "its number", {id} AS "its id"
                FROM log WHERE {where})
            GROUP BY "its source", "its cluster"{(isMean ? "" : ", class")} ORDER BY "its source", "its cluster"{(isMean ? "" : ", class")}
            """
        );
        var (texts, clusters, counts) = (table.Texts("its source"), table.Texts("its cluster"), table.Wholes("rows"));
        var names = texts.Distinct().ToArray();
        var place = names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        var cluster = clusters
            .Select(text => text ?? "")
            .Distinct()
            .Index()
            .ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        var (parts, given) = (Array.ConvertAll(names, _ => new List<Part>()), new long[names.Length]);
        var classes = isMean || !ofLabels || target.Classes.Count == 0 ? 1 : target.Classes.Count;
        var scale = isMean ? Deviation(table, counts) : 1;
        for (var i = 0; i < counts.Length; i++)
        {
            var (of1, squares) = (new double[classes], new double[classes]);
            if (isMean)
            {
                (of1[0], squares[0]) = (table.Reals("total")[i] / scale, table.Reals("squares")[i] / (scale * scale));
            }
            else
            {
                // Of yes or no the share of yes is told, which is class 1; of several classes the share of each.
                var value = table.Wholes("class")[i];
                var k = classes == 1 ? (int)value - 1 : (int)value;
                if (k >= 0)
                {
                    (of1[k], squares[k]) = (counts[i], counts[i]);
                }
            }

            var s = place[texts[i]];
            parts[s].Add(new(cluster[clusters[i] ?? ""], counts[i], of1, squares));
            given[s] += ofLabels ? counts[i] : (long)of1[0];
        }

        return new(names, given, parts, cluster.Count, classes);
    }

    /// <summary>By how much the whole would move without a source, at most of its shares; 0 where there is no other.</summary>
    public double LargestMove(int source) => Others(source) <= 0 ? 0 : Enumerable.Range(0, sums.Length).Max(k => Math.Abs(Move(source, k)));

    /// <summary>That move with the influence of each cluster on it.</summary>
    public Influence Without(int source)
    {
        var k = Enumerable.Range(0, sums.Length).MaxBy(k => Math.Abs(Move(source, k)));
        var (own, others) = (bySource[source], Others(source));
        var (all, rest) = (sums[k] / rows, (sums[k] - own.Sums[k]) / others);

        // Of a row of another source α y - β, of a row of this one -(y - ȳ) / n.
        var (alpha, beta) = ((1 / others) - (1 / rows), (rest / others) - (all / rows));
        var influence = new double[clusterRows.Length];
        for (var g = 0; g < influence.Length; g++)
        {
            influence[g] = (alpha * clusterSums[k][g]) - (beta * clusterRows[g]);
        }

        foreach (var part in parts[source])
        {
            influence[part.Cluster] -= (alpha * part.Sums[k]) - (beta * part.Rows) + ((part.Sums[k] - (all * part.Rows)) / rows);
        }

        var variance =
            (alpha * alpha * (squares[k] - own.Squares[k]))
            - (2 * alpha * beta * (sums[k] - own.Sums[k]))
            + (others * beta * beta)
            + ((own.Squares[k] - (2 * all * own.Sums[k]) + (own.Rows * all * all)) / (rows * rows));
        return new Influence(Move(source, k), influence, (int)rows, clusterRows).WithoutRows(Math.Max(0, variance));
    }

    private double Others(int source) => rows - bySource[source].Rows;

    private double Move(int source, int k) => ((sums[k] - bySource[source].Sums[k]) / Others(source)) - (sums[k] / rows);

    private static double Deviation(ColumnTable table, long[] counts)
    {
        var (count, total, squares) = (counts.Sum(), table.Reals("total").Sum(), table.Reals("squares").Sum());
        var variance = count == 0 ? 0 : (squares / count) - (total / count * (total / count));
        return variance > 0 ? Math.Sqrt(variance) : 1;
    }

    /// <summary>What a source gave in a cluster.</summary>
    private sealed record Part(int Cluster, double Rows, double[] Sums, double[] Squares);
}
