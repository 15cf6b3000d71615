using System.Globalization;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Datasets;

/// <summary>The points that a dataset's sample was drawn from, as the table <c>drawn</c>: whether each was, and its chance.</summary>
internal static class DrawnPoints
{
    // No declared column has a name with a space.
    public const string Id = "\"drawn id\"";
    public const string Chance = "\"drawn chance\"";
    public const string IsDrawn = "\"is drawn\"";
    private const string Time = "\"drawn time\"";
    private const string Stratum = "\"drawn stratum\"";

    /// <summary>Whether the strategy's dataset is a sample.</summary>
    public static bool Are(Turn turn) => turn.Strategy.Main.Dataset.Points is SampledPoints;

    /// <summary>Draws.</summary>
    public static void Lay(Turn turn, SampledPoints points, DateTime from, DateTime to)
    {
        var draw = points.Draw(turn.Strategy);
        var stratum = points.Stratum(turn.Strategy) is { } by ? $", CAST({by} AS VARCHAR) AS {Stratum}" : "";
        turn.Database.Execute(
            $"""
            CREATE OR REPLACE TABLE drawn AS
            SELECT {turn.Log.Id} AS {Id}, {turn.Log.Time} AS {Time}, {points.Picks(draw, to)} AS {IsDrawn}, {points.Chance(
                draw,
                to
            )} AS {Chance}{stratum}
            FROM {turn.Log.Trainable(from, to)}
            """
        );
    }

    /// <summary>Points that there were to draw from, of those in [from, to).</summary>
    public static long Count(Database database, DateTime from, DateTime to) =>
        database.Value<long>($"SELECT count(*) FROM drawn WHERE {Time} >= {Sql.Time(from)} AND {Time} < {Sql.Time(to)}");

    /// <summary>What was taken of what there was.</summary>
    public static string Taken(Turn turn, SampledPoints points)
    {
        var counts = turn.Database.Table($"SELECT count(*) AS points, count(*) FILTER ({IsDrawn}) AS taken FROM drawn");
        var (of, taken) = (counts.Wholes("points")[0], counts.Wholes("taken")[0]);
        var said =
            points.Asked is { } asked && asked > of ? $"all {Shown(of)} points, fewer than the {Shown(asked)} asked for"
            : taken == of ? $"all {Shown(of)} points"
            : $"{Shown(taken)} of {Shown(of)} points";
        if (points.Stratum(turn.Strategy) is null)
        {
            return said;
        }

        var strata = turn.Database.Table(
            $"""
            SELECT count(*) AS strata, count(*) FILTER (taken = points) AS whole FROM (
                SELECT count(*) AS points, count(*) FILTER ({IsDrawn}) AS taken FROM drawn GROUP BY {Stratum})
            """
        );
        return $"{said}, from {Shown(strata.Wholes("strata")[0])} strata, {Shown(strata.Wholes("whole")[0])} of them whole";
    }

    private static string Shown(long number) => number.ToString(CultureInfo.InvariantCulture);
}
