using Flywheel.SignOff;
using Flywheel.Tests.Infra;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Cli;

/// <summary>Any team's prediction log is monitored after two commands.</summary>
public sealed class NewCommandTests : IDisposable
{
    /// <summary>Twelve days of a bank's applications, as some program wrote them.</summary>
    private const string Bank = """
        SELECT 'app-' || range AS "Application ID", TIMESTAMP '2024-03-01' + to_minutes(6 * range) AS "createdAt", md5_number_lower('s' || range) / 18446744073709551616.0 AS "Predicted Prob",
               CAST(range % 4 = 0 AS BIGINT) AS target, 100.0 + range % 700 AS "order", ['web', 'branch', 'phone'][1 + range % 3] AS "Kanal (neu)", range % 2 = 0 AS "is-new", NULL::VARCHAR AS remarks,
               'EUR' AS currency, 3 * range AS ticket, 2.5 AS weight, 7 + range % 5 AS weight_2
        FROM range(2880)
        """;

    private readonly TemporaryRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_foreign_log_is_monitored_after_two_commands()
    {
        Copy(Bank, "bank.parquet");

        var said = repository.Flywheel("new", "bank", "--from", "bank.parquet");

        Assert.True(said.Code == 0, said.Error);
        Assert.Equal(
            ["time", "id", "label", "prediction"],
            new[] { "createdAt", "Application ID", "target", "Predicted Prob" }.Select(column => Row(said.Output, column)[1])
        );
        Assert.Equal("category", Row(said.Output, "Kanal (neu)")[1]);
        Assert.Equal("feature", Row(said.Output, "order")[1]);
        Assert.Equal("feature", Row(said.Output, "is-new")[1]);
        Assert.Equal(["left out", "it has no value"], Row(said.Output, "remarks")[1..]);
        Assert.Equal(["left out", "it has one value"], Row(said.Output, "currency")[1..]);
        Assert.Equal(["left out", "it is another in each row"], Row(said.Output, "ticket")[1..]);
        Assert.Equal(0, repository.Flywheel("validate", "bank").Code);

        var turned = repository.Flywheel("loop", "bank", "--assume-merged");
        Assert.True(turned.Code is 0 or 1 or 4, turned.Error);

        var report = repository.Read("reports/bank/monitoring.verified.md")!;
        Assert.StartsWith("# bank: is this bad or okay? The 1d to 2024-03-1", report, StringComparison.Ordinal);
        Assert.Contains("| events | 240 |", report, StringComparison.Ordinal);
        Assert.Contains("| predicted_prob |", report, StringComparison.Ordinal);
        Assert.Contains("| kanal_neu |", report, StringComparison.Ordinal);
        Assert.Contains("| c_order |", report, StringComparison.Ordinal);
        Assert.Matches(@"share of positive labels \| 2[45]\.\d %", report);
        Assert.Contains("| auc | 0.", report, StringComparison.Ordinal);
        Assert.Null(repository.Read("models/bank/deployment.yaml"));
    }

    [Fact]
    public void A_log_of_predicted_numbers_is_a_regression()
    {
        Copy(
            "SELECT range AS ride_id, TIMESTAMP '2024-03-01' + to_minutes(6 * range) AS started_at, range % 13 AS km, 5.0 + 3 * (range % 13) AS predicted_minutes, 5.0 + 3 * (range % 13) + range % 4 AS actual_minutes FROM range(2880)",
            "rides.parquet"
        );

        var said = repository.Flywheel("new", "rides", "--from", "rides.parquet");

        Assert.True(said.Code == 0, said.Error);
        Assert.Equal(
            ["label", "prediction"],
            new[] { "actual_minutes", "predicted_minutes" }.Select(column => Row(said.Output, column)[1])
        );
        Assert.Contains("task: regression", repository.Read("strategy/rides/strategy.yaml"), StringComparison.Ordinal);
        Assert.Equal(0, repository.Flywheel("loop", "rides", "--assume-merged").Code);
        var report = repository.Read("reports/rides/monitoring.verified.md")!;
        // Labels are above the prediction by 0, 1, 2 and 3 in turn.
        Assert.Matches(@"\| mae \| 1\.[45]", report);
        Assert.DoesNotContain("positive", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_of_predicted_texts_is_of_classes()
    {
        Copy(
            "SELECT range AS animal_id, TIMESTAMP '2024-03-01' + to_minutes(6 * range) AS seen_at, range % 13 AS weight_kg, ['cat', 'dog', 'no: \"bird\"'][1 + range % 3] AS predicted_kind, ['cat', 'dog', 'no: \"bird\"'][1 + (range + CAST(range % 10 = 0 AS BIGINT)) % 3] AS actual_kind FROM range(2880)",
            "animals.parquet"
        );

        var said = repository.Flywheel("new", "animals", "--from", "animals.parquet");

        Assert.True(said.Code == 0, said.Error);
        Assert.Equal(["label", "prediction"], new[] { "actual_kind", "predicted_kind" }.Select(column => Row(said.Output, column)[1]));
        Assert.Equal(0, repository.Flywheel("loop", "animals", "--assume-merged").Code);
        var report = repository.Read("reports/animals/monitoring.verified.md")!;
        Assert.Matches(@"\| accuracy \| 0\.(89|90)", report);
        Assert.Contains("said no: \"bird\"", report, StringComparison.Ordinal);
        Assert.Contains("| cohort | labelled | accuracy | macro-precision | macro-recall | macro-f1 |", report, StringComparison.Ordinal);
    }

    /// <summary>More columns than are asked at once, with every kind of role behind the first of them.</summary>
    [Fact]
    public void A_wide_log_is_read_to_its_last_column()
    {
        var wide = string.Join(", ", Enumerable.Range(0, 130).Select(i => $"(range * {i + 7}) % {i + 3} AS x{i}"));
        Copy(
            $"SELECT {wide}, range AS event_id, TIMESTAMP '2024-03-01' + to_minutes(6 * range) AS seen_at, range % 10 / 10.0 AS score, range % 2 AS target FROM range(2880)",
            "wide.parquet"
        );

        var said = repository.Flywheel("new", "wide", "--from", "wide.parquet");

        Assert.True(said.Code == 0, said.Error);
        Assert.Equal(
            ["id", "time", "prediction", "label", "feature", "feature"],
            new[] { "event_id", "seen_at", "score", "target", "x0", "x129" }.Select(column => Row(said.Output, column)[1])
        );
    }

    [Theory]
    [InlineData("kind", "multiclass")]
    [InlineData("actual_minutes", "regression")]
    [InlineData("is_long", "binary")]
    public void The_column_that_is_named_as_label_tells_the_task(string label, string task)
    {
        Copy(
            "SELECT range AS ride_id, TIMESTAMP '2024-03-01' + to_minutes(6 * range) AS started_at, 0.5 AS score, range % 7 AS actual_minutes, range % 2 = 0 AS is_long, ['a', 'b'][1 + range % 2] AS kind FROM range(2880)",
            "rides.parquet"
        );

        var said = repository.Flywheel("new", "rides", "--from", "rides.parquet", "--label", label);

        Assert.True(said.Code == 0, said.Error);
        Assert.Contains($"task: {task}", repository.Read("strategy/rides/strategy.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_id_label_and_score_it_is_watched_for_drift_all_the_same()
    {
        repository.Write(
            "plain.csv",
            "day,kind,size\n"
                + string.Concat(Enumerable.Range(0, 600).Select(i => $"2024-03-{1 + (i / 30):00},{(i % 2 == 0 ? "a" : "b")},{i % 7}\n"))
        );

        var said = repository.Flywheel("new", "plain", "--from", "plain.csv");

        Assert.True(said.Code == 0, said.Error);
        Assert.Contains("no column names each row once, so the row's number does", said.Output, StringComparison.Ordinal);
        Assert.Contains("none is found: name it with --label", said.Output, StringComparison.Ordinal);
        Assert.Contains("none is found: name it with --prediction", said.Output, StringComparison.Ordinal);
        Assert.True(repository.Flywheel("loop", "plain", "--assume-merged").Code is 0 or 1 or 4);

        Assert.Contains("| kind |", repository.Read("reports/plain/monitoring.verified.md"), StringComparison.Ordinal);
        Assert.Equal(
            600,
            repository.Work(_ =>
                TemporaryRepository.AskFiles<long>(
                    $"SELECT count(DISTINCT row_id) FROM read_parquet({Sql.Text(repository.PathOf(".flywheel/production/plain/events/imported.parquet"))})"
                )
            )
        );
    }

    [Fact]
    public void What_is_named_is_taken_and_what_cannot_be_is_refused()
    {
        Copy(
            "SELECT range AS a, range + 1 AS b, TIMESTAMP '2024-03-01' + to_hours(range) AS t, range % 2 AS good, range / 1000.0 AS rating FROM range(1000)",
            "x.parquet"
        );

        var taken = repository.Flywheel("new", "x", "--from", "x.parquet", "--id", "b", "--label", "good", "--prediction", "rating");
        var wrong = repository.Flywheel("new", "y", "--from", "x.parquet", "--label", "t");
        var unknown = repository.Flywheel("new", "y", "--from", "x.parquet", "--prediction", "ratting");
        var again = repository.Flywheel("new", "x", "--from", "x.parquet");

        Assert.True(taken.Code == 0, taken.Error);
        Assert.Equal(["id", "it was named"], Row(taken.Output, "b")[1..]);
        Assert.Equal(["prediction", "it was named"], Row(taken.Output, "rating")[1..]);
        Assert.Equal((2, 2, 2), (wrong.Code, unknown.Code, again.Code));
        Assert.Contains(
            "The column 't' cannot be the label: it is none that holds 0 and 1 (of 1000 rows 1000 have a value, 1000 of them distinct).",
            wrong.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("There is no column 'ratting'. Did you mean 'rating'?", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("strategy/x is there already.", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_without_CODEOWNERS_gets_one_and_one_that_has_it_keeps_it()
    {
        Copy(
            "SELECT range AS id, TIMESTAMP '2024-03-01' + to_hours(range) AS t, range % 2 AS label, range / 1000.0 AS score FROM range(1000)",
            "x.parquet"
        );

        var first = repository.Flywheel("new", "x", "--from", "x.parquet");
        var template = repository.Read(".github/CODEOWNERS");
        repository.Write(".github/CODEOWNERS", "/strategy/ @org/ml\n");
        var second = repository.Flywheel("new", "y", "--from", "x.parquet");

        Assert.True(first.Code == 0, first.Error);
        Assert.Equal(OwnersTemplate.Text, template);
        Assert.Contains("put your team in place of @your-org/ml-reviewers in .github/CODEOWNERS.", first.Output, StringComparison.Ordinal);
        Assert.Equal("/strategy/ @org/ml\n", repository.Read(".github/CODEOWNERS"));
        Assert.Contains("names no owner for some of its files: flywheel sign-off --check", second.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gone.csv", "There is no file gone.csv.")]
    [InlineData("text.txt", "text.txt ends in none of .parquet, .csv, .csv.gz.")]
    [InlineData("untimely.csv", "No column of a, b holds times.")]
    [InlineData("empty.parquet", "empty.parquet has no row")]
    [InlineData("broken.parquet", "broken.parquet: ")]
    public void A_file_that_cannot_be_a_log_leaves_nothing_behind(string file, string told)
    {
        repository.Write("text.txt", "hello\n");
        repository.Write("untimely.csv", "a,b\n1,2\n3,4\n");
        repository.Write("broken.parquet", "PAR1 hello PAR1");
        Copy("SELECT 1 AS id, TIMESTAMP '2024-03-01' AS t WHERE FALSE", "empty.parquet");

        var result = repository.Flywheel("new", "bad", "--from", file);

        Assert.Equal(2, result.Code);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(repository.PathOf("strategy/bad")));
        Assert.False(Directory.Exists(repository.PathOf(".flywheel/production/bad")));
    }

    [Theory]
    [InlineData("Bad Name")]
    [InlineData("../up")]
    public void A_name_that_is_none_is_refused(string name)
    {
        Copy(Bank, "bank.parquet");

        var result = repository.Flywheel("new", name, "--from", "bank.parquet");

        Assert.Equal(2, result.Code);
        Assert.Contains("is no name for a model", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_one_id_and_rows_without_a_time_go_to_quarantine_and_not_away()
    {
        Copy(
            "SELECT CASE WHEN range = 7 THEN 6 ELSE range END AS event_id, CASE WHEN range = 9 THEN NULL ELSE TIMESTAMP '2024-03-01' + to_minutes(range) END AS at_time, range % 2 AS target, range % 10 / 10.0 AS score FROM range(3000)",
            "odd.parquet"
        );

        var said = repository.Flywheel("new", "odd", "--from", "odd.parquet", "--id", "score");
        var guessed = repository.Flywheel("new", "odd", "--from", "odd.parquet");

        Assert.Equal(2, said.Code);
        Assert.Contains("cannot be the id", said.Error, StringComparison.Ordinal);
        Assert.True(guessed.Code == 0, guessed.Error);
        Assert.Contains("the row's number does", guessed.Output, StringComparison.Ordinal);
        Assert.True(repository.Flywheel("loop", "odd", "--assume-merged").Code is 0 or 1 or 4);
        Assert.Contains("events: no time: 1 row", repository.Flywheel("quarantine", "odd").Output, StringComparison.Ordinal);
    }

    private static string[] Row(string table, string column) =>
        table
            .Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ', '\r').Split('|', StringSplitOptions.TrimEntries))
            .Single(cells => cells[0] == column);

    private void Copy(string query, string file) =>
        TemporaryRepository.ChangeFiles($"COPY ({query}) TO {Sql.Text(repository.PathOf(file))} (FORMAT parquet)");
}
