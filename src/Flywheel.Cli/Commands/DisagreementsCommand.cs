using System.CommandLine;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Disagreeing;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel disagreements</c>: rows that the models of the newest comparison judge most differently, for programs.</summary>
/// <remarks>The newest turn is looked at again without a trace, as it was then.</remarks>
public static class DisagreementsCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var top = new Option<int>("--top")
        {
            Description = $"How many rows, at most {Disagreements.Kept}.",
            DefaultValueFactory = _ => 10,
            HelpName = "N",
        };
        var command = new Command(
            "disagreements",
            "Rows of the hold-out that candidate and model in force judge most differently in the newest turn, as CSV: id, both scores, label, cluster, role."
        )
        {
            model,
            top,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                return (int)Tell(workshop, workshop.Strategy(parsed.GetValue(model)!), parsed.GetValue(top));
            }
        );
        return command;
    }

    private static ExitCode Tell(Workshop workshop, ModelStrategy strategy, int top)
    {
        if (top is < 1 or > Disagreements.Kept)
        {
            throw new RefusedException(ExitCode.Mistake, $"--top is {top}; a comparison keeps 1 to {Disagreements.Kept} rows.");
        }

        var seen = NewestTurn.Of(workshop, strategy, workshop.OpenDry(strategy)).Of<Comparison>();
        if (seen.Disagreements is not { } apart)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                seen.Candidate is null ? "The newest turn has no candidate, so no two models to compare."
                    : seen.Current is null ? $"{seen.Candidate} is the first model: there is none to disagree with."
                    : "'offline-test.disagreements' is 0, so no comparison looks for rows. Write 'disagreements: 10', and turn again."
            );
        }

        Console.Out.Write(apart.Csv(strategy.Target, top));
        return ExitCode.Done;
    }
}
