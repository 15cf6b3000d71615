using Flywheel.Backtesting;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.Cli.Demo;

/// <summary>Replays the demo's production cycle by cycle: each is scored by the model that was in force when it began.</summary>
/// <remarks>
/// In a store that lost its bytes the recorded cycles arrive again, the log and the reservoir are gathered again as each recorded
/// turn had them, and a model whose bytes are missing is made again from its manifest, as soon as a cycle needs it.
/// </remarks>
public sealed class DemoReplay(ModelStrategy strategy, Workplace workplace, IProduction production)
{
    private string Folder => Path.Combine(workplace.Root, strategy.Log.Source);

    /// <returns>Cycles that arrived now.</returns>
    public int Until(DateTime end)
    {
        var arrived = 0;
        for (var from = production.Begins; from < end; from += strategy.Main.Cycle)
        {
            var to = from + strategy.Main.Cycle;
            if (!production.Arrived(Folder, from))
            {
                Arrive(from, to);
                arrived++;
            }

            if (to < end)
            {
                Gather(to);
            }
        }

        return arrived;
    }

    private void Arrive(DateTime from, DateTime to)
    {
        using var stage = workplace.Progress.Stage($"{Ledger.Day(from)} to {Ledger.Day(to)}", remembered: false);
        var version = Deployment(from);
        using var model = version is null ? null : ModelShelf.LoadForProduction(TurnOf(strategy, from), version);
        production.Arrive(strategy, Folder, from, to, model, version);
    }

    /// <summary>What a recorded turn put into the log and the reservoir, where the store lacks it.</summary>
    private void Gather(DateTime asOf)
    {
        var row = Ledger
            .Read(workplace.Files.Read(Ledger.Path(strategy.Model)), Ledger.Path(strategy.Model))
            .FirstOrDefault(row => row.AsOf == asOf);
        if (row is null || workplace.Store.Read(Curation.Reservoir.NameOf(strategy.Model, asOf, row.Strategy)) is not null)
        {
            return;
        }

        var then =
            workplace.Strategies(known => known.Digest.StartsWith(row.Strategy, StringComparison.Ordinal))
            ?? throw new RefusedException(
                ExitCode.Lacking,
                $"The turn of {Ledger.Day(asOf)} used a strategy with the digest {row.Strategy}…, which neither the working tree nor git has. Type: git fetch --unshallow"
            );
        Loop.Gather(TurnOf(then, asOf));
    }

    private string? Deployment(DateTime time) => Rollout.Deployment.Read(workplace.Files, strategy.Model).At(time);

    private Turn TurnOf(ModelStrategy by, DateTime asOf) =>
        new(by, asOf, BaseState.Before(asOf, workplace.Files, strategy.Model), workplace);
}
