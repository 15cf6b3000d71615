using System.CommandLine;
using Flywheel.Reports;
using Flywheel.State;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel proposal</c>: title and text of the pull request for what the working tree proposes.</summary>
public static class ProposalCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var @base = Options.Base();
        var files = new Option<string>("--files-at")
        {
            Description = "Address that paths of the repository are appended to, so that links work where the text will stand.",
            HelpName = "URL",
            DefaultValueFactory = _ => "",
        };
        var command = new Command(
            "proposal",
            "The pull request for what the newest turn proposes: its title in the first line, then its text. Nothing where no turn is proposed."
        )
        {
            model,
            @base,
            files,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var merged = workshop.Base(assumeMerged: false, parsed.GetValue(@base)!);
                var path = Ledger.Path(strategy.Model);
                if (workshop.Files.Read(path) != merged.Read(path))
                {
                    var dry = workshop.OpenDry(strategy);
                    var turn = NewestTurn.Of(workshop, strategy, dry);
                    var waiting = Clock.Due(strategy, merged, dry).Count(due => due > turn.AsOf);
                    Console.Out.Write($"{Proposal.Title(turn)}\n\n{Proposal.Text(turn, waiting, parsed.GetValue(files)!)}");
                }

                return (int)ExitCode.Done;
            }
        );
        return command;
    }
}
