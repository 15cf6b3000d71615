using Flywheel.Logging;
using Flywheel.Logging.Profiles;
using Flywheel.Monitoring;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Turns;

namespace Flywheel.Tests.Logging;

/// <summary>A log that keeps profiles in place of rows: quality and drift are watched all the same, and nothing is trained.</summary>
public sealed class KeepProfileTests
{
    private const string Keep = "  keep: { profile: 1d }\n  quarantine:";

    private const string Monitoring = """
        monitoring:
          reference: { sliding-window: 3d }
          window: 1d
          alert:
            - rows: { at-least: 100 }
          observe:
            - missing: { column: amount, at-most: 0.5 }
            - range: { of: amount, from: 0, to: 100000 }
            - range: { of: items + 1, from: 2, to: 3, at-most: 0.1 }
            - one-of: { of: channel, in: [ web, app ], at-most: 0.05 }
            - share: { of: amount > 20, at-least: 0.2 }
            - new-values: { of: channel }
            - fresh: 6h
            - drift: { of: score, distance: psi, above: 0.2 }

        """;

    [Fact]
    public void Checks_say_of_profiles_what_they_say_of_rows()
    {
        using var rows = Shop(keep: false);
        using var profiled = Shop(keep: true);
        rows.Arrive(6);
        profiled.TakeProductionOf(rows);

        var ofRows = Turned(rows, 6).Of<MonitoringRecord>();
        var ofProfiles = Turned(profiled, 6).Of<MonitoringRecord>();

        Assert.Equal(ofRows.Events, ofProfiles.Events);
        Assert.Equal(
            ofRows.Checks.SkipLast(1).Select(check => (check.Check, check.Outcome, check.Why)),
            ofProfiles.Checks.SkipLast(1).Select(check => (check.Check, check.Outcome, check.Why))
        );
        Assert.Contains(ofProfiles.Checks, check => check.Outcome == Outcome.Bad);
        Assert.Empty(profiled.Rows<long>(profiled.After(6), Partitions.Events, "order_id"));
    }

    [Fact]
    public void Drift_of_profiles_is_near_that_of_rows()
    {
        using var rows = Shop(keep: false);
        using var profiled = Shop(keep: true);
        rows.Arrive(6);
        profiled.TakeProductionOf(rows);

        var exact = Turned(rows, 6).Of<MonitoringRecord>().Drifts.Where(drift => drift.Distance == "jensen-shannon").ToList();
        var near = Turned(profiled, 6)
            .Of<MonitoringRecord>()
            .Drifts.ToDictionary(drift => (drift.Column, drift.Distance), drift => drift.Value);

        Assert.NotEmpty(exact);
        Assert.All(exact, drift => Assert.InRange(near[(drift.Column, drift.Distance)], drift.Value - 0.02, drift.Value + 0.02));
    }

    [Fact]
    public void Whatever_the_turns_the_profile_of_a_period_is_that_of_its_rows()
    {
        using var often = Shop(keep: true);
        using var once = Shop(keep: true);
        often.Arrive(4);
        once.TakeProductionOf(often);
        for (var day = 1; day <= 4; day++)
        {
            often.Turn(day, "log");
        }

        once.Turn(4, "log");

        Assert.Equal(Kept(once, 4), Kept(often, 4));
    }

    [Fact]
    public void A_turn_that_died_before_it_noted_the_ids_leaves_profiles_that_count_nothing()
    {
        using var repository = Shop(keep: true);
        repository.Arrive(2);
        repository.Turn(2, "log");
        var whole = Kept(repository, 2);
        repository.Work(place =>
        {
            foreach (var name in place.Workplace.Store.List($"logs/{place.Strategy.Model}/{Partitions.NotKept}"))
            {
                place.Workplace.Store.Delete(name);
            }

            return 0;
        });

        var dead = repository.Work(place => KeptProfiles.Of(place.At(repository.After(2)), repository.After(0), repository.After(2))!.Rows);
        repository.Arrive(3);
        repository.Turn(3, "log");

        Assert.Equal(0, dead);
        Assert.Equal(whole, Kept(repository, 2, asOf: 3));
    }

    [Fact]
    public void What_was_received_after_a_turns_time_is_in_no_profile_of_it()
    {
        using var repository = Shop(keep: true, untidy: true);
        repository.Arrive(4);
        repository.Turn(2, "log");
        var before = Kept(repository, 2);
        repository.Turn(4, "log");

        Assert.Equal(before, Kept(repository, 2));
        Assert.NotEqual(before, Kept(repository, 2, asOf: 4));
    }

    [Fact]
    public void Nothing_is_trained_and_one_who_asks_is_told_what_to_write()
    {
        using var repository = Shop(keep: true);
        repository.Arrive(6);
        var turn = Turned(repository, 6, upTo: null);

        Assert.Contains("nothing can be trained", turn.Of<Flywheel.Triggers.TriggerRecord>().Reason, StringComparison.Ordinal);
        Assert.Contains("**Profiled.**", repository.Read("reports/shop/monitoring.verified.md"), StringComparison.Ordinal);
        var refused = Assert.Throws<RefusedException>(() => repository.Turn(6, retrain: "now"));
        Assert.Equal(ExitCode.Mistake, refused.Code);
        Assert.Contains("keep: all", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_that_is_new_has_no_profile_before()
    {
        using var repository = Shop(keep: true);
        repository.Arrive(6);
        Turned(repository, 6);
        repository.Edit("share: { of: amount > 20", "share: { of: amount > 25");

        var check = repository.Turn(6, "monitor").Of<MonitoringRecord>().Checks.Single(one => one.Check.Contains("amount > 25"));

        Assert.Equal(Outcome.NotEnoughEvidence, check.Outcome);
        Assert.Contains("no profile of the window holds it", check.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_needs_rows_is_told_with_its_place()
    {
        using var repository = new TemporaryRepository();
        repository.Edit("  quarantine:", Keep);

        var result = repository.Flywheel("validate");

        Assert.Equal((int)ExitCode.Mistake, result.Code);
        Assert.Contains(ReferenceFaults.NeedsRows, result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("Write 'trigger: manual'.", result.Output + result.Error, StringComparison.Ordinal);
    }

    private static TemporaryRepository Shop(bool keep, bool untidy = false)
    {
        var repository = new TemporaryRepository(untidy);
        var path = $"strategy/{ShopStrategy.Model}/{StrategyLoader.MainFile}";
        var text = repository.Read(path)!;
        var (begin, end) = (text.IndexOf("monitoring:", StringComparison.Ordinal), text.IndexOf("trigger:", StringComparison.Ordinal));
        text = text[..begin] + Monitoring + "trigger: manual" + text[text.IndexOf('\n', end)..];
        repository.Write(path, keep ? text.Replace("  quarantine:", Keep, StringComparison.Ordinal) : text);
        return repository;
    }

    private static Turn Turned(TemporaryRepository repository, int days, string? upTo = "monitor")
    {
        for (var day = 1; day < days; day++)
        {
            repository.Turn(day, "log");
        }

        return repository.Turn(days, upTo);
    }

    private static string Kept(TemporaryRepository repository, int days, int? asOf = null) =>
        repository.Work(place =>
            ProfileFile.Write(KeptProfiles.Of(place.At(repository.After(asOf ?? days)), repository.After(0), repository.After(days))!)
        );
}
