using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel sign-off</c>: what is proposed, what each stakeholder's gates said of it, who must accept it, and what is still open.</summary>
public static class SignOffCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        model.Arity = ArgumentArity.ZeroOrOne;
        model.Description = "Name of a folder below strategy/; every model without it.";
        var at = new Option<string?>("--at")
        {
            Description = "Revision that is proposed, e.g. origin/loop/flights; the working tree without it.",
            HelpName = "REVISION",
        };
        var @base = Options.Base();
        @base.Description = "Revision that it is proposed to: its CODEOWNERS says who is asked.";
        var check = new Option<bool>("--check")
        {
            Description = "Does CODEOWNERS name an owner for all that has to be accepted? Exit 1: no; 2: a line of it counts for nothing.",
        };
        var history = new Option<bool>("--history")
        {
            Description = "Every version that came in force: when, by which commit, accepted by whom, and what its gates had said.",
        };
        var command = new Command(
            "sign-off",
            "What is proposed, what each stakeholder's gates said of it, who must accept it, and what is still open."
        )
        {
            model,
            at,
            @base,
            check,
            history,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var name = parsed.GetValue(model);
                var (revision, proposed) = (parsed.GetValue(@base)!, parsed.GetValue(at));
                if (parsed.GetValue(check) && parsed.GetValue(history))
                {
                    throw new RefusedException(ExitCode.Mistake, "--check and --history are two questions. Ask them one after the other.");
                }

                var files = proposed is null ? workshop.Files : (IFiles)GitChanges.FilesAt(workshop.Root, proposed);
                if (parsed.GetValue(check))
                {
                    return (int)SignOffCheck.Run(workshop, files);
                }

                var models = name is null ? StrategyLoader.Models(files) : [workshop.Strategy(name, files).Model];
                if (parsed.GetValue(history))
                {
                    SignOffHistory.Tell(workshop, models, proposed ?? revision);
                    return (int)ExitCode.Done;
                }

                new SignOffProposal(workshop, files, revision, proposed).Tell(models, name is not null);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }
}
