using Flywheel.Warehouse;

namespace Flywheel.Bench.Monitoring;

/// <summary>Orders of 56 days, every one a function of its number: 28 days of reference, then 28 of a window whose customers have changed a little.</summary>
/// <param name="database">Unconfined.</param>
/// <param name="rows">Of each half.</param>
public sealed class GeneratedOrders(Database database, long rows)
{
    public const int Days = 56;

    public static DateTime Begins { get; } = new(2024, 1, 1);

    public static DateTime WindowBegins { get; } = Begins.AddDays(Days / 2);

    public static DateTime Ends { get; } = Begins.AddDays(Days);

    private const double Second = 86400.0 * Days;

    /// <summary>Lands events and labels, a file a day.</summary>
    public void Land(string folder)
    {
        database.Execute("CREATE OR REPLACE MACRO u(salt, i) AS md5_number_lower(salt || i) / 18446744073709551616.0");
        Directory.CreateDirectory(Path.Combine(folder, "events"));
        Directory.CreateDirectory(Path.Combine(folder, "labels"));
        database.AtOnce(Enumerable.Range(0, 2).Select(half => (Action<Database>)(beside => LandHalf(beside, folder, half))).ToList());
    }

    /// <summary>A range of numbers keeps one core busy: two halves keep two.</summary>
    private void LandHalf(Database beside, string folder, int half)
    {
        for (var day = half * Days / 2; day < (half + 1) * Days / 2; day++)
        {
            beside.Execute($"CREATE OR REPLACE TEMP TABLE orders AS {Orders(day)}");
            Write("events", "* EXCLUDE (returned)");
            Write("labels", "order_id, returned, ordered_at + INTERVAL 6 HOUR AS received_at");

            void Write(string stream, string columns) =>
                beside.Execute(
                    $"COPY (SELECT {columns} FROM orders) TO {Sql.Text(Path.Combine(folder, stream, $"{day:00}.parquet"))} (FORMAT parquet)"
                );
        }
    }

    /// <summary>Continuous, rounded and whole numbers; texts of 5, 12, 60 and 5,000 values. One in a hundred balances, distances and devices is missing, one amount in a thousand is bad.</summary>
    private string Orders(int day)
    {
        var (first, end) = (2 * rows * day / Days, 2 * rows * (day + 1) / Days);
        var now = day >= Days / 2 ? 1 : 0;
        return $"""
            WITH drawn AS (
                SELECT range AS i, u('a', range) AS a, u('b', range) AS b, u('c', range) AS c, u('d', range) AS d, u('e', range) AS e, u('f', range) AS f
                FROM range({first}, {end})),
            columns AS (
                SELECT i AS order_id, {Sql.Time(Begins)} + to_microseconds(CAST(i * {Second * 1e6 / (2 * rows):R} AS BIGINT)) AS ordered_at,
                       CASE WHEN c < 0.001 THEN -1 ELSE exp(4 + {0.05 * now:R} + sqrt(-2 * ln(1 - a)) * cos(2 * pi() * b)) END AS amount,
                       CASE WHEN d >= 0.01 THEN 100 * sqrt(-2 * ln(1 - a)) * sin(2 * pi() * b) + {3 * now} END AS balance,
                       CASE WHEN e >= 0.01 THEN round(-800 * ln(1 - c), 2) END AS distance,
                       CAST(floor(3650 * d * d) AS BIGINT) AS age, CAST(1 + floor(least(39, -6 * ln(1 - e))) AS BIGINT) AS items,
                       CAST(floor(24 * sqrt(f)) AS BIGINT) AS hour,
                       ['app', 'web', 'shop', 'phone', 'mail'][1 + CAST(floor(5 * pow(fmod(a * 1000, 1), {1.5
                - (0.05 * now):R})) AS INTEGER)] AS channel,
                       CASE WHEN f >= 0.01 THEN 'device ' || CAST(floor(12 * fmod(b * 1000, 1)) AS INTEGER) END AS device,
                       'c' || CAST(floor(60 * pow(fmod(c * 1000, 1), 2)) AS INTEGER) AS country,
                       'merchant ' || CAST(floor(5000 * pow(fmod(d * 1000, 1), 3)) AS INTEGER) AS merchant, fmod(e * 1000, 1) AS noise, fmod(f * 1000, 1) AS fate
                FROM drawn),
            scored AS (
                SELECT *, 1 / (1 + exp(1.2 - 0.3 * ln(abs(amount)) + 0.001 * coalesce(distance, 800) - (channel = 'app')::INTEGER * 0.6 - 2 * (noise - 0.5))) AS score FROM columns)
            SELECT order_id, ordered_at, amount, balance, distance, age, items, hour, channel, device, country, merchant, score,
                   'v1' AS scored_by, ordered_at + INTERVAL 30 SECOND AS received_at,
                   CAST(fate < score * {0.9 + (0.02 * (day % 7)):R} AS BIGINT) AS returned
            FROM scored
            """;
    }
}
