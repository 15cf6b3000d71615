using System.Diagnostics;
using System.Globalization;
using System.Text;
using Flywheel.Cli.Adapters;
using Flywheel.DuckDb;
using Flywheel.Logging.Profiles;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Profiles;

/// <summary>Profiles of three million rows of five columns, against one scan of the same columns in the same run: <c>bench/results/profiles.md</c>.</summary>
public static class ProfileTable
{
    private const int Rows = 3_000_000;
    private const int Runs = 3;

    /// <summary>Rows a second that must be passed: twenty times what whylogs 1.3.32 profiled of as many rows and columns, 154,000 of them.</summary>
    private const double Limit = 20 * 154_000;

    private const string Made = """
        SELECT range AS id, range % 86400 AS second, md5_number_lower('a' || range) / 18446744073709551616.0 AS share,
               exp(4 * (md5_number_lower('b' || range) / 18446744073709551616.0)) AS amount, 'city ' || (range * range) % 307 AS city
        FROM range(
        """;

    /// <returns>Whether the limit is passed.</returns>
    public static bool Write(string root)
    {
        using var connection = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory}");
        connection.Open();
        var database = new Database(connection, new DuckDbDriver(), Seconds: 0);
        database.Execute($"CREATE TABLE log AS {Made}{Rows})");

        var bytes = "";
        var profile = Fastest(() => bytes = ProfileFile.Write(TakeProfile.Of(database, "SELECT * FROM log")));
        var scan = Fastest(() =>
            database.Table("SELECT min(id), min(second), min(share), min(amount), min(city), max(id), max(city) FROM log")
        );
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Profiles

            Made by `dotnet run -c Release --project bench/Flywheel.Bench -- profiles`: {Rows:#,0} rows of five columns (two of whole numbers, two of real ones, a text of 307 values)
            in memory, on a machine with {Environment.ProcessorCount} cores, the fastest of {Runs} runs.

            | what | seconds | rows a second |
            | --- | ---: | ---: |
            | a profile of all five columns | {profile:0.00} | {Rows / profile:#,0} |
            | DuckDB's smallest and largest of the same columns | {scan:0.00} | {Rows / scan:#,0} |

            Limit: {Limit:#,0} rows a second, twenty times the 154,000 of whylogs 1.3.32 with as many rows and columns. {(
                Rows / profile >= Limit ? "Passed" : "**Not passed**"
            )}: {Rows / profile / 154_000:0.0} times.
            The profile has {bytes.Length / 1024:#,0} KiB.

            """
        );
        File.WriteAllText(Path.Combine(root, "bench/results/profiles.md"), text.ToString());
        Console.WriteLine(text);
        return Rows / profile >= Limit;
    }

    private static double Fastest(Action run) =>
        Enumerable
            .Range(0, Runs)
            .Min(_ =>
            {
                var watch = Stopwatch.StartNew();
                run();
                return watch.Elapsed.TotalSeconds;
            });
}
