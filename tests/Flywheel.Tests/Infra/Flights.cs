using Flywheel.Warehouse;

namespace Flywheel.Tests.Infra;

/// <summary>The flights of the demo, three million real ones of 2001.</summary>
internal static class Flights
{
    /// <summary>Monday, the first day of week 0.</summary>
    public static DateTime Begins { get; } = new(2001, 1, 1);

    public static string File { get; } = Path.Combine(Repository.Root, "build/node_modules/vega-datasets/data/flights-3m.parquet");

    /// <summary>SQL of the flights of some weeks as the log declares them, with their delay in minutes beside.</summary>
    public static string Weeks(int from, int to) => Between(Begins.AddDays(7 * from), Begins.AddDays(7 * (to + 1)));

    public static string Between(DateTime from, DateTime to) =>
        $"""
            SELECT CAST(file_row_number AS BIGINT) AS flight_id, CAST(date AS TIMESTAMP) AS departs_at, CAST(distance AS BIGINT) AS distance,
                   CAST(origin AS VARCHAR) AS origin, CAST(destination AS VARCHAR) AS destination, CAST(delay AS BIGINT) AS delay
            FROM read_parquet({Sql.Text(File)}, file_row_number = true)
            WHERE date >= {Sql.Time(from)} AND date < {Sql.Time(to)}
            """;
}
