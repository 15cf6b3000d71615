using System.Diagnostics;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Cli;

/// <summary>Questions to the log from the command line and from a pipe; whatever is tried, nothing but an answer comes of it.</summary>
public sealed class SqlTests
{
    [Fact]
    public void Every_table_is_what_the_turn_sees()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(3);

        var counts = repository.Flywheel(
            "sql",
            "shop",
            "--csv",
            "--as-of",
            "2024-01-03",
            """
            SELECT (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM log) AS log, (SELECT max(received_at) FROM events) <= '2024-01-03' AS known,
                   (SELECT count(*) FROM labels WHERE received_at > '2024-01-03') AS later, (SELECT count(*) FROM scores) AS scores,
                   (SELECT count(*) > 0 FROM quarantine) AS quarantined, (SELECT count(returned) FROM log) = (SELECT count(DISTINCT order_id) FROM labels SEMI JOIN events USING (order_id)) AS labelled
            """
        );
        var expected = repository.Ask<long>(repository.After(2), "SELECT count(*) FROM log");

        Assert.True(counts.Code == 0, counts.Error);
        Assert.Equal($"events,log,known,later,scores,quarantined,labelled\n{expected},{expected},true,0,0,true,true\n", counts.Output);
    }

    [Fact]
    public void Labels_that_nobody_bought_cannot_be_asked_for()
    {
        using var repository = new TemporaryRepository();
        repository.Edit("curation.yaml", "labels: from-log", "labels: { from-log: { price: 1 } }");
        repository.Edit("curation.yaml", "share: 1 ", "share: 0.25 ");
        repository.Live(2);

        var bought = repository.Flywheel(
            "sql",
            "shop",
            "--csv",
            "SELECT count(*) = (SELECT count(returned) FROM log) AS same, count(*) < 1000 AS few FROM labels"
        );

        Assert.Equal("same,few\ntrue,true\n", bought.Output);
    }

    [Fact]
    public void Csv_has_every_row_and_quotes_what_needs_it()
    {
        using var repository = new TemporaryRepository();

        var some = Ask(
            repository,
            "SELECT 'a,b' AS \"x, y\", NULL AS n, '' AS e, 'say \"no\"' AS q, [1, 2] AS l, TIMESTAMP '2024-01-02 03:04:05' AS t",
            "--csv"
        );
        var many = Ask(repository, "SELECT * FROM range(1000)", "--csv");
        var table = Ask(repository, "SELECT * FROM range(1000)");
        var twice = Ask(repository, "SELECT 1 AS a, 2 AS a -- the same name", "--csv");

        Assert.Equal("\"x, y\",n,e,q,l,t\n\"a,b\",,\"\",\"say \"\"no\"\"\",\"[1, 2]\",2024-01-02 03:04:05\n", some.Output);
        Assert.Equal(1001, many.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.EndsWith(
            "The first 200 rows; write LIMIT or an aggregate for others, or --csv for all.\n",
            table.Output,
            StringComparison.Ordinal
        );
        Assert.Equal("a,a_1\n1,2\n", twice.Output);
    }

    [Fact]
    public void A_pipe_asks_many_questions_and_one_that_fails_stops_none()
    {
        using var repository = new TemporaryRepository();
        repository.Live(1);

        var well = Pipe(repository, ".tables\nSELECT count(*) AS orders -- all; of them\nFROM log;\nDESCRIBE events; SELECT 7 AS last");
        var wrong = Pipe(
            repository,
            "SELECT nothing FROM log;\nDROP TABLE log;\n.table\nSELECT count(*) AS orders FROM log;\n.quit\nSELECT 8 AS unasked;"
        );

        Assert.Equal((0, ""), (well.Code, well.Error));
        Assert.Contains(
            "scores     order_id BIGINT, ordered_at TIMESTAMP, score DOUBLE, scored_by VARCHAR\n",
            well.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("| 1200   |", well.Output, StringComparison.Ordinal);
        Assert.Contains("| ordered_at  | TIMESTAMP ", well.Output, StringComparison.Ordinal);
        Assert.Contains("| 7    |", well.Output, StringComparison.Ordinal);
        Assert.Equal(2, wrong.Code);
        Assert.Contains("| 1200   |", wrong.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unasked", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("\"nothing\" not found", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("That is not one SELECT statement", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("'.table' is not known. Type .tables, .help or .quit", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_but_an_answer_comes_of_a_question()
    {
        using var repository = new TemporaryRepository();
        repository.Live(1);
        var secret = repository.PathOf("secret.csv");
        repository.Write("secret.csv", "word\nopensesame\n");
        var written = repository.PathOf("written");
        var partition = Directory.EnumerateFiles(repository.PathOf(".flywheel/objects"), "*", SearchOption.AllDirectories).First();
        var before = Files(repository);
        string[] cheats =
        [
            $"SELECT * FROM read_csv('{secret}')",
            $"SELECT * FROM '{secret}'",
            $"SELECT * FROM \"{secret}\"",
            $"SELECT * FROM read_text('{secret}')",
            $"SELECT * FROM sniff_csv('{secret}')",
            $"SELECT * FROM glob('{repository.Root}/*')",
            $"SELECT * FROM read_parquet('{partition}')",
            $"SELECT * FROM parquet_metadata('{partition}')",
            $"SELECT * FROM query('SELECT * FROM read_csv(''{secret}'')')",
            $"SELECT * FROM query_table('{secret}')",
            $"SELECT (SELECT content FROM read_text('{secret}'))",
            $"WITH a AS (SELECT * FROM READ_CSV('{secret}')) SELECT * FROM a",
            $"SELECT * FROM enable_logging(storage = 'file', storage_config = {{'path': '{written}'}})",
            $"SELECT * FROM enable_profiling(format = 'json', save_location = '{written}')",
            $"SELECT * FROM \"{secret}\" JOIN LATERAL (SELECT * FROM read_blob('{secret}')) ON TRUE",
            "SELECT * FROM checkpoint()",
            "SELECT * FROM duckdb_settings()",
            "CALL force_checkpoint()",
            "DELETE FROM log",
            "INSERT INTO log SELECT * FROM log",
            "UPDATE log SET score = 1",
            "CREATE TABLE mine AS SELECT 1 AS x",
            "CREATE TEMP TABLE mine AS SELECT 1 AS x",
            "CREATE TABLE memory.mine AS SELECT 1 AS x",
            "WITH gone AS (DELETE FROM log RETURNING *) SELECT * FROM gone",
            $"COPY log TO '{written}'",
            $"COPY (SELECT 1) TO '{written}'; SELECT 1",
            $"EXPORT DATABASE '{written}'",
            $"ATTACH '{written}' AS mine",
            "DETACH asked",
            "USE memory",
            "PRAGMA database_size",
            "PRAGMA enable_profiling",
            "SET enable_external_access = true",
            "SET VARIABLE x = 1",
            "RESET lock_configuration",
            "INSTALL httpfs",
            "LOAD httpfs",
            "EXPLAIN ANALYZE SELECT 1",
            "BEGIN TRANSACTION",
            "SELECT 1) AS asked(c0); DROP TABLE log; SELECT * FROM (SELECT 1",
            "SELECT 1; SELECT 2",
            "",
        ];

        foreach (var cheat in cheats)
        {
            var result = Pipe(repository, cheat.Length == 0 ? "SELECT ;" : cheat + ";");

            Assert.True(result.Code == 2 || cheat == "SELECT 1; SELECT 2", $"{cheat}\n{result.Output}{result.Error}");
            Assert.DoesNotContain("opensesame", result.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        }

        Assert.Equal(2, repository.Flywheel("sql", "shop", "SELECT 1; SELECT 2").Code);
        Assert.Equal(2, repository.Flywheel("sql", "shop", "").Code);
        Assert.Equal(before, Files(repository));
    }

    private static CommandResult Ask(TemporaryRepository repository, string query, params string[] options) =>
        repository.Flywheel(["sql", "shop", query, "--as-of", "2024-01-02", .. options]);

    private static CommandResult Pipe(TemporaryRepository repository, string input)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Flywheel.Cli.dll"), "sql", "shop"])
            {
                WorkingDirectory = repository.Root,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    private static SortedDictionary<string, long> Files(TemporaryRepository repository) =>
        new(
            Directory
                .EnumerateFiles(repository.Root, "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/scratch/", StringComparison.Ordinal))
                .ToDictionary(file => file, file => new FileInfo(file).Length),
            StringComparer.Ordinal
        );
}
