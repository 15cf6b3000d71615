using Flywheel.Backtesting;
using Flywheel.Cli;
using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Tests.Infra;
using Flywheel.Turns;

namespace Flywheel.Tests.Turns;

public sealed class ReplayTests
{
    [Fact]
    public void A_replay_decides_as_the_loop_did()
    {
        using var repository = new TemporaryRepository();
        repository.Live(5);
        var ledger = Ledger.Read(repository.Read("reports/shop/ledger.csv"), "ledger.csv");

        var result = Replayed(repository, strategy => new("as-written", strategy));

        Assert.Equal(ledger.Count(row => row.Candidate.Length > 0), result.Trainings);
        Assert.Equal(ledger.Count(row => row.Decision == Decisions.Promote), result.Promotions);
        Assert.Equal(ledger.Skip(2).Select(row => (row.AsOf, row.Decision)), result.Points.Select(point => (point.Ended, point.Decision)));
        Assert.Equal(["2024-01-04", "2024-01-04", "2024-01-05"], result.Points.Select(point => point.Version));
    }

    [Fact]
    public void Never_retraining_keeps_the_first_model_and_a_replay_touches_no_tracked_file()
    {
        using var repository = new TemporaryRepository();
        repository.Live(3);
        var before = repository.Outputs();

        var result = Replayed(repository, ReferenceStrategy.Never);

        Assert.Equal((1, 1), (result.Trainings, result.Promotions));
        Assert.All(result.Points, point => Assert.Equal("2024-01-04", point.Version));
        Same.Files(before, repository.Outputs());
    }

    [Fact]
    public void A_replay_delivers_no_alarm()
    {
        using var repository = new TemporaryRepository();
        repository.Edit("rows: { at-least: 500 }", "rows: { at-least: 5000 }");
        repository.Edit("  window: 1d\n", "  window: 1d\n  deliver: { run: [ touch, told ] }\n");

        var result = Replayed(repository, strategy => new("as-written", strategy));

        Assert.NotEmpty(result.Points);
        Assert.Null(repository.Read("told"));
        Assert.False(Directory.Exists(repository.PathOf(".flywheel/replay/documents/alarms")));
    }

    private static ReplayResult Replayed(TemporaryRepository repository, Func<Flywheel.Strategy.ModelStrategy, NamedStrategy> named)
    {
        using var workshop = new Workshop(repository.Root, new NoProgress());
        var strategy = workshop.Strategy(ShopStrategy.Model);
        var apart = strategy with { Main = strategy.Main with { Log = strategy.Log with { Source = ".flywheel/replay/production" } } };
        var workplace = workshop.Open(apart, "replay/documents", new FilesInMemory(workshop.Files));
        return new Replay(named(apart), workplace, repository.Production).Until(repository.After(5));
    }
}
