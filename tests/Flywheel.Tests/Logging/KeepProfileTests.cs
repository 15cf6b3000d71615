using Flywheel.Logging;
using Flywheel.Logging.Profiles;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Counting;
using Flywheel.Retention;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Turns;
using Sql = Flywheel.Warehouse.Sql;

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
            - share: { of: channel = 'web', at-least: 0.2 }
            - share: { of: channel = 'WEB', at-least: 0.2 }
            - share: { of: amount > 20, at-least: 0.2, in: channel=app }
            - new-values: { of: channel }
            - fresh: 6h
            - quarantined: 0.05
            - schema
            - usual-rows: { over: 4 }
            - drift: { of: score, distance: psi, above: 0.02 }

        """;

    [Fact]
    public void Checks_say_of_profiles_what_they_say_of_rows()
    {
        using var rows = Shop(keep: false);
        using var profiled = Shop(keep: true);
        Lived(rows, profiled);

        var ofRows = Turned(rows, 6).Of<MonitoringRecord>();
        var ofProfiles = Turned(profiled, 6).Of<MonitoringRecord>();

        Assert.Equal(ofRows.Events, ofProfiles.Events);
        Assert.Equal(
            ofRows.Checks.SkipLast(1).Select(check => (check.Check, check.Outcome, check.Why)),
            ofProfiles.Checks.SkipLast(1).Select(check => (check.Check, check.Outcome, check.Why))
        );
        Assert.Equal((Outcome.Bad, Outcome.Bad), (ofRows.Checks[^1].Outcome, ofProfiles.Checks[^1].Outcome));
        Assert.Empty(profiled.Rows<long>(profiled.After(6), Partitions.Events, "order_id"));
    }

    [Fact]
    public void Drift_of_profiles_is_near_that_of_rows()
    {
        using var rows = Shop(keep: false);
        using var profiled = Shop(keep: true);
        Lived(rows, profiled);

        var exact = Turned(rows, 6).Of<MonitoringRecord>().Drifts.Where(drift => drift.Distance == "jensen-shannon").ToList();
        var near = Turned(profiled, 6)
            .Of<MonitoringRecord>()
            .Drifts.ToDictionary(drift => (drift.Column, drift.Distance), drift => drift.Value);

        Assert.Contains(exact, drift => drift.Column == "score" && drift.Value > 0.05);
        Assert.All(exact, drift => Assert.InRange(near[(drift.Column, drift.Distance)], drift.Value - 0.02, drift.Value + 0.02));
    }

    [Fact]
    public void A_cohort_of_which_the_condition_was_edited_has_no_profile_before()
    {
        using var repository = Shop(keep: true);
        repository.Edit("in: channel=app", "in: night");
        repository.Arrive(2);
        var before = Turned(repository, 2).Of<MonitoringRecord>();
        repository.Edit(StrategyLoader.CohortsName, "night: hour(ordered_at) < 6", "night: hour(ordered_at) < 3");

        var after = repository.Turn(2, "monitor").Of<MonitoringRecord>();

        Assert.NotEqual(Outcome.NotEnoughEvidence, Night(before).Outcome);
        Assert.Contains("no profile of the window holds it", Night(after).Why, StringComparison.Ordinal);

        static CheckResult Night(MonitoringRecord record) =>
            record.Checks.Single(one => one.Check.Contains("night", StringComparison.Ordinal));
    }

    [Fact]
    public void A_saved_profile_tells_new_values_only_of_a_column_that_it_has_under_that_name()
    {
        using var repository = Shop(keep: true);
        const string Columns = "SELECT 'web' AS channel, 1.5 AS amount FROM range(9)";
        repository.Write("saved.profile", repository.Work(place => ProfileFile.Write(TakeProfile.Of(place.Workplace.Database, Columns))));
        repository.Edit("reference: { sliding-window: 3d }", "reference: { saved-profile: saved.profile }");
        repository.Arrive(1);

        Assert.StartsWith("800 of 1200 values are new", New(), StringComparison.Ordinal);

        repository.Edit("channel: { categorical: channel }", "channel: { categorical: upper(channel) }");
        Assert.Contains("no reference yet", New(), StringComparison.Ordinal);

        string New() => repository.Turn(1, "monitor").Of<MonitoringRecord>().Checks.Single(one => one.Check.StartsWith("new channel")).Why;
    }

    [Fact]
    public void Retention_removes_profiles_with_the_ids_of_their_events()
    {
        using var repository = Shop(keep: true);
        repository.Arrive(4);
        Turned(repository, 4, upTo: "log");

        var (removed, left) = repository.Work(place =>
        {
            var store = place.Workplace.Store;
            var model = place.Strategy.Model;
            var removed = Retire.Before(repository.After(2).AddHours(12), model, place.Workplace, dryRun: false);
            return (
                removed.Sum(one => one.What.StartsWith("profiles", StringComparison.Ordinal) ? one.Count : 0),
                store.List($"logs/{model}/{Partitions.Profiles}").Count
            );
        });

        Assert.Equal((2L, 2), (removed, left));
    }

    [Fact]
    public void Profiles_made_at_the_edge_say_what_the_events_would_have_said()
    {
        using var edge = Shop(keep: true);
        using var central = Shop(keep: true);
        edge.Arrive(6);
        var there = Turned(edge, 6).Of<MonitoringRecord>();
        Carry(edge, central);

        var here = Turned(central, 6).Of<MonitoringRecord>();

        Assert.Equal(Times(edge).First, Times(central).First);
        Assert.InRange(Times(central).Newest!.Value, central.After(6).AddHours(-1), central.After(6));
        Assert.Equal(there.Events, here.Events);
        Assert.Equal(there.Drifts, here.Drifts);
        Assert.Equal(Of(there, but: ["quarantined", "columns"]), Of(here, but: ["quarantined", "columns"]));
        var quarantined = here.Checks.Single(check => check.Check.StartsWith("quarantined", StringComparison.Ordinal));
        Assert.Equal(Outcome.NotEnoughEvidence, quarantined.Outcome);
        Assert.Contains("without those of the edge", quarantined.Why, StringComparison.Ordinal);

        static (DateTime? First, DateTime? Newest) Times(TemporaryRepository repository) =>
            repository.Work(place =>
                (LogSource.FirstEvent(place.Workplace, place.Strategy)?.Date, LogSource.NewestArrival(place.Workplace, place.Strategy))
            );

        static IEnumerable<(string, Outcome, string)> Of(MonitoringRecord record, string[] but) =>
            record
                .Checks.Where(check => !but.Any(word => check.Check.StartsWith(word, StringComparison.Ordinal)))
                .Select(check => (check.Check, check.Outcome, check.Why));
    }

    [Fact]
    public void A_profile_that_lands_twice_counts_once_and_not_before_it_was_known()
    {
        using var edge = Shop(keep: true, untidy: true);
        using var central = Shop(keep: true);
        edge.Arrive(4);
        edge.Turn(2, "log");
        edge.Turn(4, "log");
        Carry(edge, central);
        var landed = Directory.GetFiles(central.PathOf($"{TemporaryRepository.Source}/profiles"));
        File.Copy(landed[0], landed[0].Replace(".profile", "-again.profile", StringComparison.Ordinal));

        central.Turn(2, "log");
        Assert.Equal(Kept(edge, 2), Kept(central, 2));
        central.Turn(4, "log");
        central.Turn(4, "log");

        Assert.Equal(Kept(edge, 2), Kept(central, 2));
        Assert.Equal(Kept(edge, 4), Kept(central, 4));
        Assert.NotEqual(Kept(central, 2), Kept(central, 2, asOf: 4));
    }

    [Fact]
    public void A_landed_profile_that_was_retired_is_not_taken_again()
    {
        using var edge = Shop(keep: true);
        using var central = Shop(keep: true);
        edge.Arrive(4);
        Turned(edge, 4, upTo: "log");
        Carry(edge, central);
        central.Turn(4, "log");

        central.Work(place => Retire.Before(central.After(2).AddHours(12), place.Strategy.Model, place.Workplace, dryRun: false).Count);
        var left = central.Documents("logs/shop/profiles");
        central.Turn(4, "log");

        Assert.Equal(2, left.Count);
        Assert.Equal(left, central.Documents("logs/shop/profiles"));
    }

    [Theory]
    [InlineData("rows 4", "rows 5", ExitCode.Lacking, "damaged")]
    [InlineData("flywheel-profile 1", "flywheel-profile 2", ExitCode.Lacking, "reads format 1")]
    [InlineData("", "", ExitCode.Mistake, "does not say of which period")]
    public void A_file_that_is_no_profile_of_a_period_is_refused_and_nothing_is_taken(string old, string now, ExitCode code, string told)
    {
        using var central = Shop(keep: true);
        central.Arrive(1);
        var text = central.Work(place => ProfileFile.Write(TakeProfile.Of(place.Workplace.Database, "SELECT 1 AS a FROM range(4)")));
        central.Write($"{TemporaryRepository.Source}/profiles/x.profile", old.Length == 0 ? text : text.Replace(old, now));

        var refused = Assert.Throws<RefusedException>(() => central.Turn(1, "log"));

        Assert.Equal(code, refused.Code);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"{TemporaryRepository.Source}/profiles/x.profile", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(central.PathOf(".flywheel/documents/logs")));
    }

    [Fact]
    public void A_log_that_keeps_rows_or_profiles_of_other_periods_refuses_a_landed_one()
    {
        using var edge = Shop(keep: true);
        using var central = Shop(keep: false);
        edge.Arrive(1);
        edge.Turn(1, "log");
        Carry(edge, central);

        Assert.Contains("keeps rows", Assert.Throws<RefusedException>(() => central.Turn(1, "log")).Message, StringComparison.Ordinal);

        central.Edit("  quarantine:", Keep.Replace("1d", "12h", StringComparison.Ordinal));
        Assert.Contains("a period of 1d", Assert.Throws<RefusedException>(() => central.Turn(1, "log")).Message, StringComparison.Ordinal);
    }

    /// <summary>What the edge keeps, to where the other's production lands.</summary>
    private static void Carry(TemporaryRepository edge, TemporaryRepository to)
    {
        var carried = edge.Flywheel("profile", "edge", "shop", "--to", to.PathOf($"{TemporaryRepository.Source}/profiles"));
        Assert.Equal(0, carried.Code);
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
        var report = repository.Read("reports/shop/monitoring.verified.md")!;
        Assert.Contains("**Profiled.** No event is kept", report, StringComparison.Ordinal);
        Assert.DoesNotContain("labelled", report, StringComparison.Ordinal);
        Assert.DoesNotContain("Curation put", report, StringComparison.Ordinal);
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
        repository.Edit("share: { of: amount > 20, at-least: 0.2 }", "share: { of: amount > 25, at-least: 0.2 }");

        var check = repository.Turn(6, "monitor").Of<MonitoringRecord>().Checks.Single(one => one.Check.Contains("amount > 25"));

        Assert.Equal(Outcome.NotEnoughEvidence, check.Outcome);
        Assert.Contains("no profile of the window holds it", check.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-2000, 2000, true)]
    [InlineData(-100, 100, true)]
    [InlineData(-1000.5, 777.7, false)]
    [InlineData(333.3, 444.4, false)]
    [InlineData(2000, 3000, true)]
    [InlineData(-0.5, 0.5, true)]
    public void Numbers_outside_a_range_lie_between_the_bounds_and_these_are_near(double from, double to, bool exact)
    {
        using var repository = new TemporaryRepository();
        var (held, outside) = repository.Work(place =>
        {
            const string Numbers =
                "SELECT CAST(unnest(range(-1000, 1001)) AS DOUBLE) AS x UNION ALL SELECT CAST('nan' AS DOUBLE) UNION ALL SELECT CAST('-infinity' AS DOUBLE)";
            var database = place.Workplace.Database;
            return (
                new HeldByProfile(TakeProfile.Of(database, Numbers).Column("x")!).Outside(from, to),
                database.Value<long>(FormattableString.Invariant($"SELECT count(*) FROM ({Numbers}) WHERE x NOT BETWEEN {from} AND {to}"))
            );
        });

        Assert.InRange(outside, held.Least, held.Most);
        Assert.InRange(held.Most - held.Least, exact ? 0 : 1, exact ? 0 : 2 * 16);
    }

    [Fact]
    public void A_share_whose_bounds_lie_on_both_sides_of_the_limit_is_not_enough_evidence()
    {
        using var rows = Shop(keep: false);
        using var profiled = Shop(keep: true);
        rows.Arrive(6);
        profiled.TakeProductionOf(rows);
        Turned(rows, 6);
        var share = rows.Ask<double>(
            rows.After(6),
            $"SELECT avg(CAST(amount NOT BETWEEN 0 AND 50.3 AS INTEGER)) FROM log WHERE ordered_at >= {Sql.Time(rows.After(5))}"
        );
        const string Range = "range: { of: amount, from: 0, to: 100000 }";
        var limited = FormattableString.Invariant($"range: {{ of: amount, from: 0, to: 50.3, at-most: {share} }}");
        rows.Edit(Range, limited);
        profiled.Edit(Range, limited);

        Assert.Equal(Outcome.Ok, Amount(rows).Outcome);
        Assert.Equal(Outcome.NotEnoughEvidence, Amount(profiled).Outcome);

        static CheckResult Amount(TemporaryRepository repository) =>
            Turned(repository, 6).Of<MonitoringRecord>().Checks.Single(one => one.Check.StartsWith("amount in", StringComparison.Ordinal));
    }

    [Fact]
    public void A_column_of_which_the_type_was_edited_counts_from_then_on()
    {
        using var repository = new TemporaryRepository();
        var merged = repository.Work(place =>
            KeptProfiles.Merged([
                TakeProfile.Of(place.Workplace.Database, "SELECT 1.5 AS a, 'x' AS b FROM range(3)"),
                TakeProfile.Of(place.Workplace.Database, "SELECT '1.5' AS a, 'x' AS b FROM range(4)"),
                TakeProfile.Of(place.Workplace.Database, "SELECT CAST(NULL AS DOUBLE) AS a, 'x' AS b FROM range(5)"),
            ])
        );

        Assert.Equal((12, 12), (merged.Rows, merged.Column("b")!.Values));
        Assert.Equal((ProfileKind.Text, 9, 4), (merged.Column("a")!.Kind, merged.Column("a")!.Rows, merged.Column("a")!.Values));
    }

    [Fact]
    public void What_needs_rows_is_told_with_its_place()
    {
        using var repository = new TemporaryRepository();
        repository.Edit("  quarantine:", Keep);
        repository.Edit(
            "  window: 1d\n",
            "  window: 1d\n  more-windows: [ 2d ]\n  estimate: { metrics: [ auc ] }\n  alarm-budget: { over: 4d }\n"
        );
        repository.Edit(StrategyLoader.CurationName, "rules:", "audit: { labels: 10, over: 4d }\nrules:");
        repository.Edit(
            StrategyLoader.ProjectionsName,
            "projections:",
            "learned:\n  main: { density: { of: [ amount, items ] } }\nprojections:"
        );

        var result = repository.Flywheel("validate");

        Assert.Equal((int)ExitCode.Mistake, result.Code);
        var told = (result.Output + result.Error)
            .Split('\n')
            .Where(line => line.Contains(ReferenceFaults.NeedsRows, StringComparison.Ordinal))
            .ToList();
        Assert.All(
            new[]
            {
                "The check 'metric' judges by rows.",
                "hold-out of a model",
                "Write 'trigger: manual'.",
                "other windows",
                "Estimates of metrics",
                "alarm budget",
                "An audit",
                "A learned projection",
            },
            what => Assert.Single(told, line => line.Contains(what, StringComparison.Ordinal))
        );
        Assert.Equal(8, told.Count);
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

    /// <summary>Lets both have the production of a shop that merged everything: with scores, and models that changed.</summary>
    private static void Lived(TemporaryRepository rows, TemporaryRepository profiled)
    {
        using var shop = new TemporaryRepository();
        shop.Live(6);
        rows.TakeProductionOf(shop);
        profiled.TakeProductionOf(shop);
    }

    private static string Kept(TemporaryRepository repository, int days, int? asOf = null) =>
        repository.Work(place =>
        {
            var kept = KeptProfiles.Of(place.At(repository.After(asOf ?? days)), repository.After(0), repository.After(days))!;
            // Of one that landed the file says these, of rows the partition does.
            (kept.Known, kept.Period) = (null, null);
            return ProfileFile.Write(kept);
        });
}
