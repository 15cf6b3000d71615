using Flywheel.Monitoring;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring.References;

/// <summary>References that are no hold-out: a fixed period, and a saved profile of one.</summary>
public sealed class ReferenceTests : IDisposable
{
    private readonly TemporaryRepository repository = new(untidy: true);

    public ReferenceTests()
    {
        repository.Edit("metrics.yaml", "[ jensen-shannon, psi ]", "[ jensen-shannon, psi, earth-movers, kolmogorov-smirnov, chi-square ]");
        repository.Live(5);
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_fixed_window_is_the_sliding_one_of_the_same_time_and_stays_where_it_is()
    {
        Refer("{ sliding-window: 2d }");
        var sliding = Drifts(5);
        Refer("{ fixed-window: { from: 2024-01-03, to: 2024-01-05 } }");

        Assert.NotEmpty(sliding);
        Assert.Equal(sliding, Drifts(5));
        Assert.Empty(Drifts(3));
    }

    [Fact]
    public void A_profile_stands_for_its_rows()
    {
        Refer("{ fixed-window: { from: 2024-01-03, to: 2024-01-05 } }");
        var rows = Drifts(5);
        Done(
            "profile",
            "log",
            "shop",
            "--from",
            "2024-01-03",
            "--to",
            "2024-01-05",
            "--as-of",
            "2024-01-06",
            "--out",
            "profiles/shop/two.profile"
        );
        Refer("{ saved-profile: profiles/shop/two.profile }");
        var record = repository.Turn(5).Of<MonitoringRecord>();

        Assert.Equal(rows.Select(drift => (drift.Column, drift.Distance)), record.Drifts.Select(drift => (drift.Column, drift.Distance)));
        Assert.All(record.Drifts.Zip(rows), pair => Assert.InRange(Math.Abs(pair.First.Value - pair.Second.Value), 0, 0.02));
        Assert.All(
            record.Drifts.Zip(rows).Where(pair => pair.First.Column == "channel"),
            pair => Assert.Equal(pair.Second.Value, pair.First.Value)
        );
        Assert.All(record.Drifts, drift => Assert.EndsWith("/from-profile", drift.Convention, StringComparison.Ordinal));
        Assert.Equal("the profile profiles/shop/two.profile", record.Reference);
        Assert.Equal(1, record.ScoreReference.Sum(), 3);
        Assert.Contains(record.Checks, check => check.Check == "psi of score ≤ 0.5" && check.Outcome == Outcome.Ok);
    }

    [Fact]
    public void Rows_need_not_be_there_and_columns_that_a_profile_lacks_have_no_distance()
    {
        TemporaryRepository.ChangeFiles(
            $"COPY (SELECT 0.1 * range AS amount, 'app' AS hour, 'city ' || range AS channel FROM range(2000)) TO '{repository.PathOf("other.parquet")}' (FORMAT parquet)"
        );
        Done("profile", "other.parquet", "--out", "other.profile");
        Refer("{ saved-profile: other.profile }");

        var drifts = Drifts(5);

        // The hour is a text there, and of channel there are too many texts to have counted each.
        Assert.Equal(["amount"], drifts.Select(drift => drift.Column).Distinct());
        Assert.Contains("| amount |", repository.Read("reports/shop/monitoring.verified.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_of_what_came_later_is_none_to_an_earlier_turn()
    {
        Done("profile", "log", "shop", "--from", "2024-01-03", "--to", "2024-01-05", "--as-of", "2024-01-06", "--out", "late.profile");
        Refer("{ saved-profile: late.profile }");

        Assert.Empty(Drifts(4));
        Assert.NotEmpty(Drifts(5));
    }

    [Fact]
    public void Another_profile_is_another_input_of_the_stage()
    {
        Done("profile", "log", "shop", "--from", "2024-01-03", "--to", "2024-01-05", "--out", "p.profile");
        Refer("{ saved-profile: p.profile }");
        var before = Drifts(5);
        Done("profile", "log", "shop", "--from", "2024-01-02", "--to", "2024-01-03", "--out", "p.profile");

        Assert.NotEqual(before, Drifts(5));
    }

    [Theory]
    [InlineData(
        "{ saved-profile: gone.profile }",
        "FW0402: There is no file gone.profile. The window is compared with a profile. Write one, e.g. ./flywheel profile log shop"
    )]
    [InlineData(
        "{ saved-profile: strategy/shop/metrics.yaml }",
        "FW0402: strategy/shop/metrics.yaml is no profile: its first line is not 'flywheel-profile 1'."
    )]
    [InlineData("{ fixed-window: { from: 2024-01-05, to: 2024-01-05 } }", "'to' is 2024-01-05, not later than 'from'.")]
    [InlineData("{ fixed-window: { from: yesterday, to: 2024-01-05 } }", "not a time")]
    public void A_reference_that_cannot_be_is_a_fault(string reference, string told)
    {
        Refer(reference);

        var result = repository.Flywheel("validate", "shop");

        Assert.Equal(2, result.Code);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    private void Refer(string reference)
    {
        const string Main = "strategy/shop/strategy.yaml";
        var text = string.Join(
            '\n',
            repository.Read(Main)!.Split('\n').Where(line => !line.StartsWith("  reference:", StringComparison.Ordinal))
        );
        repository.Write(Main, text.Replace("monitoring:\n", $"monitoring:\n  reference: {reference}\n", StringComparison.Ordinal));
    }

    private List<Drift> Drifts(int cycle) => [.. repository.Turn(cycle).Of<MonitoringRecord>().Drifts];

    private void Done(params string[] arguments)
    {
        var result = repository.Flywheel(arguments);
        Assert.True(result.Code == 0, result.Error);
    }
}
