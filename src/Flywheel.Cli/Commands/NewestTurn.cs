using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Triggers;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands;

/// <summary>The newest turn of the working tree, turned again without a trace: what is remembered is not done again.</summary>
internal static class NewestTurn
{
    /// <exception cref="RefusedException">There is no turn.</exception>
    public static Turn Of(Workshop workshop, ModelStrategy strategy, Workplace dry)
    {
        var path = Ledger.Path(strategy.Model);
        if (Ledger.Read(workshop.Files.Read(path), path) is not [.., var last])
        {
            throw None(strategy.Model);
        }

        var turn = new Turn(
            strategy,
            last.AsOf,
            BaseState.Before(last.AsOf, workshop.Files, strategy.Model),
            dry,
            Decide.AskedFor(last.Reason)
        );
        Loop.Turn(turn);
        return turn;
    }

    /// <summary>A turn up to its monitoring, turned again without a trace.</summary>
    /// <param name="asOf">Its time; that of the last one in the ledger without it.</param>
    /// <exception cref="RefusedException">There is no turn.</exception>
    public static Turn Watched(Workshop workshop, ModelStrategy strategy, DateTime? asOf)
    {
        var time = asOf ?? Clock.LastMerged(strategy.Model, workshop.Files) ?? throw None(strategy.Model);
        var turn = new Turn(strategy, time, BaseState.Before(time, workshop.Files, strategy.Model), workshop.OpenDry(strategy));
        Loop.Turn(turn, "monitor");
        return turn;
    }

    /// <summary>There is no turn.</summary>
    public static RefusedException None(string model) => new(ExitCode.Mistake, $"{model} has no turn yet. Type: flywheel loop {model}");
}
