using System.Runtime.InteropServices;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Monitoring;

/// <summary>What production landed as plain arrays, a file a column, which numpy loads as they are: reading is not counted against pandas.</summary>
public static class Frames
{
    private static readonly string[] _numbers = ["order_id", "amount", "balance", "distance", "age", "items", "hour", "score"];
    private static readonly string[] _texts = ["channel", "device", "country", "merchant"];

    /// <param name="to">Folder of the files.</param>
    public static void Write(string folder, string to)
    {
        Prepared.Unconfined(database =>
        {
            var landing = Path.Combine(folder, ".flywheel/production", RichStrategy.Model);
            database.Execute(
                $"""
                CREATE TABLE landed AS
                SELECT events.*, CASE WHEN labels.received_at <= {Sql.Time(GeneratedOrders.Ends)} THEN returned END AS label,
                       date_diff('day', {Sql.Time(GeneratedOrders.Begins)}, ordered_at) AS day, ordered_at >= {Sql.Time(
                    GeneratedOrders.WindowBegins
                )} AS now
                FROM read_parquet({Sql.Text($"{landing}/events/*.parquet")}) AS events LEFT JOIN read_parquet({Sql.Text(
                    $"{landing}/labels/*.parquet"
                )}) AS labels USING (order_id)
                WHERE events.received_at <= {Sql.Time(GeneratedOrders.Ends)} ORDER BY order_id
                """
            );
            Directory.CreateDirectory(to);
            foreach (var now in new[] { true, false })
            {
                var prefix = Path.Combine(to, now ? "window" : "reference");
                foreach (var column in _numbers.Append("label").Append("day"))
                {
                    var values = database.Table(
                        $"SELECT CAST({column} AS DOUBLE) AS value FROM landed WHERE now = {now} ORDER BY order_id"
                    );
                    File.WriteAllBytes($"{prefix}.{column}.f8", MemoryMarshal.AsBytes<double>(values.Reals("value")).ToArray());
                }

                foreach (var column in _texts)
                {
                    var names = database.Rows<string>($"SELECT DISTINCT {column} FROM landed WHERE {column} IS NOT NULL ORDER BY {column}");
                    File.WriteAllLines(Path.Combine(to, $"{column}.txt"), names);
                    var codes = database.Table(
                        $"""
                        SELECT coalesce(code, -1.0) AS value FROM landed LEFT JOIN (
                            SELECT {column}, CAST(row_number() OVER (ORDER BY {column}) - 1 AS DOUBLE) AS code FROM (SELECT DISTINCT {column} FROM landed WHERE {column} IS NOT NULL)) USING ({column})
                        WHERE now = {now} ORDER BY order_id
                        """
                    );
                    File.WriteAllBytes($"{prefix}.{column}.f8", MemoryMarshal.AsBytes<double>(codes.Reals("value")).ToArray());
                }
            }
        });
    }
}
