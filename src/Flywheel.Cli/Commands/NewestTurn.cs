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
            throw new RefusedException(ExitCode.Mistake, $"{strategy.Model} has no turn yet. Type: flywheel loop {strategy.Model}");
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
}
