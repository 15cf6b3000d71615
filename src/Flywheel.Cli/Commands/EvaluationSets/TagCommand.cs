using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands.EvaluationSets;

/// <summary><c>flywheel evalset tag</c>: names the commit that has a version, so that it can be read when its folder is gone.</summary>
public static class TagCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var name = Sets.Name();
        var version = Sets.Version("version", "Version to tag; the newest without it.");
        var command = new Command("tag", "Tag the commit that has a version as evalset/<model>/<name>/<version>.") { model, name, version };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var sets = new Sets(workshop, strategy);
                var set = parsed.GetValue(name)!;
                var found = sets.Find(set, parsed.GetValue(version));
                if (found.Revision is not null)
                {
                    throw new RefusedException(
                        ExitCode.Mistake,
                        $"A tag names the commit that you are on: leave '@{found.Revision}' out, or check it out first."
                    );
                }

                // A folder that was changed is refused here.
                _ = sets.View().Show(set, found.Text);
                var commit = EvaluationSetTag.Create(workshop.Root, strategy.Model, set, found.Text);
                var tag = EvaluationSetTag.Of(strategy.Model, set, found.Text);
                Console.Out.WriteLine($"{tag} is {commit[..12]}.\nTo share it: git push origin {tag}");
                return (int)ExitCode.Done;
            }
        );
        return command;
    }
}
