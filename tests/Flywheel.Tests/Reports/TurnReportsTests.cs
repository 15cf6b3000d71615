using System.Globalization;
using Flywheel.OfflineTesting;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Reports;

/// <summary>What a reviewer reads after a turn, in each of the ways in which it can end.</summary>
public sealed class TurnReportsTests
{
    private const string Folder = "tests/Flywheel.Tests/Reports/Turns";

    [Fact]
    public void A_first_model_is_reported()
    {
        using var repository = new TemporaryRepository();
        repository.Live(3);

        Snapshot.Match(Comparison(repository), $"{Folder}/first-model.md");
        Snapshot.Match(Monitoring(repository), $"{Folder}/watching-without-a-model.md");
    }

    [Fact]
    public void A_promotion_and_the_refusal_after_it_are_reported()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(4);
        var promoted = (Comparison: Comparison(repository), Monitoring: Monitoring(repository));
        repository.Edit("by: 0.05 }", "by: 0.05 }\n    - at-least: { metric: auc, value: 0.99 }");
        repository.Arrive(5);

        repository.Turn(5);

        Snapshot.Match(promoted.Comparison, $"{Folder}/promoted.md");
        Snapshot.Match(promoted.Monitoring, $"{Folder}/watching.md");
        Snapshot.Match(Comparison(repository), $"{Folder}/refused.md");
        Snapshot.Match(repository.Read("reports/shop/ledger.csv")!, $"{Folder}/ledger.csv");
    }

    [Fact]
    public void Other_sizes_of_the_window_stand_side_by_side_with_it()
    {
        using var repository = new TemporaryRepository();
        repository.Edit("  window: 1d\n", "  window: 1d\n  more-windows: [ 2d, 6h, 1d ]\n");
        repository.Live(4);

        var rows = Section(Monitoring(repository), "Window sizes side by side");

        Assert.Equal(["6h", "1d", "2d"], rows.Select(row => row[0]));
        Assert.Equal(Section(Monitoring(repository), "By cohort").First(row => row[0] == "all")[2], rows[1][3]);
        Assert.True(int.Parse(rows[0][2], NumberStyles.AllowThousands, CultureInfo.InvariantCulture) < 300);
        Assert.True(int.Parse(rows[2][2], NumberStyles.AllowThousands, CultureInfo.InvariantCulture) > 2000);
    }

    [Fact]
    public void Of_many_columns_those_that_are_far_are_shown_and_the_rest_take_one_line()
    {
        using var repository = new TemporaryRepository();
        repository.Edit(
            "projections.yaml",
            "  each: amount / items\n",
            "  each: amount / items\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"  hour-{i}: hour(ordered_at) + {i}\n"))
        );
        repository.Live(4);

        var report = Monitoring(repository);
        var rows = Section(report, "Drift");

        Assert.Equal(20, rows.Count);
        Assert.Equal("score", rows[0][0]);
        Assert.Matches(@"\nThe 16 other columns are at 0\.\d+ of jensen-shannon or less: drift\.csv\.\n", report);
        Assert.Contains("the 12 of 36 columns that are farthest now", repository.Read("reports/shop/drift.svg"), StringComparison.Ordinal);
    }

    [Fact]
    public void Distances_that_mislead_are_printed_with_a_warning()
    {
        using var repository = new TemporaryRepository();
        repository.Edit("metrics.yaml", "jensen-shannon, psi", "psi, hellinger, chi-square, kullback-leibler, kolmogorov-smirnov");
        repository.Live(4);

        var report = Monitoring(repository);

        Assert.Contains(
            "| column | importance | psi | hellinger | chi-square | kullback-leibler | kolmogorov-smirnov |",
            report,
            StringComparison.Ordinal
        );
        Assert.Contains("- Beware of kullback-leibler: it is no distance", report, StringComparison.Ordinal);
        Assert.Contains("- Beware of kolmogorov-smirnov: it sees the one largest gap", report, StringComparison.Ordinal);
        Assert.DoesNotContain("Beware of hellinger", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_candidate_without_enough_evidence_is_reported()
    {
        using var repository = new TemporaryRepository();
        repository.Live(3);
        repository.Edit("no-worse: { metric: auc, by: 0.05 }", "no-worse: { metric: auc, by: 0.0001 }");
        repository.Edit("cohorts.yaml", "minimum-rows: 100", "minimum-rows: 280");
        repository.Arrive(4);

        var turn = repository.Turn(4);

        Assert.Equal(Decisions.NotEnoughEvidence, turn.Of<Comparison>().Decision);
        Snapshot.Match(Comparison(repository), $"{Folder}/not-enough-evidence.md");
    }

    [Fact]
    public void No_file_that_a_turn_writes_tells_when_where_or_on_which_machine_it_was_written()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(4);
        // A date that leaked would be the machine's own.
        var now = DateTime.UtcNow;
        string[] secrets =
        [
            repository.Root,
            Path.GetFileName(repository.Root),
            Environment.MachineName,
            now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            now.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        ];

        var files = repository.Tracked();

        Assert.True(files.Count > 12);
        Assert.All(
            files,
            file =>
                Assert.DoesNotContain(
                    secrets.Where(secret => secret.Length > 4),
                    secret => file.Value.Contains(secret, StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void Every_picture_of_a_report_is_there_and_every_picture_is_shown()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);

        var shown = $"{Comparison(repository)}{Monitoring(repository)}"
            .Split("](")
            .Skip(1)
            .Select(rest => rest.Split(')')[0])
            .Where(target => target.EndsWith(".svg", StringComparison.Ordinal));
        var there = Directory.GetFiles(repository.PathOf("reports/shop"), "*.svg").Select(file => Path.GetFileName(file));

        Assert.Equal(there.Order(), shown.Distinct().Order());
    }

    private static string Comparison(TemporaryRepository repository) => repository.Read("reports/shop/comparison.verified.md")!;

    /// <summary>Rows of the first table of a section, without its head.</summary>
    private static List<string[]> Section(string report, string heading) =>
        [
            .. report
                .Split($"\n## {heading}\n")[1]
                .Split("\n## ")[0]
                .Split('\n')
                .SkipWhile(line => !line.StartsWith('|'))
                .TakeWhile(line => line.StartsWith('|'))
                .Skip(2)
                .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
        ];

    private static string Monitoring(TemporaryRepository repository) => repository.Read("reports/shop/monitoring.verified.md")!;
}
