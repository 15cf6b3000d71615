using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.State;
using Flywheel.Training;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel verify</c>: makes models again in a clean place and compares them with their manifests.</summary>
public static class VerifyCommand
{
    public static Command Create()
    {
        var models = new Argument<string>("model")
        {
            Description = "Name of a folder below strategy/ for every version of its model, or one version as flights@2001-02-26.",
        };
        var command = new Command(
            "verify",
            "Make a model again from git and the log in a clean place, and compare its bytes; nothing is overwritten."
        )
        {
            models,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                var name = parsed.GetValue(models)!.Split('@', 2);
                using var workshop = new Workshop(Here.Root, new ConsoleProgress(AnsiConsole.Console));
                return (int)Run(workshop, name[0], name.ElementAtOrDefault(1));
            }
        );
        return command;
    }

    private static ExitCode Run(Workshop workshop, string model, string? version)
    {
        var strategy = workshop.Strategy(model);
        var versions = version is null ? Versions(workshop.Files, model) : [version];
        if (versions.Count == 0)
        {
            throw new RefusedException(ExitCode.Mistake, $"models/{model} has no model to verify yet. Type: flywheel loop {model}");
        }

        var originals = workshop.Open(strategy).Store;
        var clean = workshop.OpenClean(strategy);
        var until = Clock.LastMerged(model, workshop.Files) ?? DateTime.MinValue;
        var worst = ExitCode.Done;
        foreach (var each in versions)
        {
            var manifest = ModelManifest.Read(workshop.Files, model, each);
            var rebuild = new Rebuild(clean, manifest, originals, until);
            var tested = rebuild.Run();
            Say($"{model}@{each}", tested);
            if (manifest.Refit is not null && tested is Rebuilt { Bytes: var bytes })
            {
                Say($"{model}@{each}, refitted", rebuild.Refit(bytes));
            }
        }

        return worst;

        void Say(string what, RebuildOutcome outcome)
        {
            var (code, said) = Said(outcome, model);
            AnsiConsole.MarkupLineInterpolated($"{what}: {said}");
            worst = Worse(worst, code);
        }
    }

    private static List<string> Versions(IFiles files, string model) =>
        [
            .. files
                .List($"models/{model}")
                .Where(path => path.EndsWith(".yaml", StringComparison.Ordinal) && path != Rollout.Deployment.Path(model))
                .Select(path => Path.GetFileNameWithoutExtension(path)),
        ];

    private static (ExitCode Code, string Said) Said(RebuildOutcome outcome, string model) =>
        outcome switch
        {
            Rebuilt made => (ExitCode.Done, made.Said),
            RebuildDiffers differs => (ExitCode.Differs, $"differs: {differs.Why}"),
            RebuildLacks lacks => (
                ExitCode.Lacking,
                $"cannot be rebuilt: {lacks.Why}. Point to the store that has it, or for the demo type: flywheel simulate {model}"
            ),
            _ => throw new InvalidOperationException($"{outcome} is not said."),
        };

    /// <summary>What is lacking outweighs what differs.</summary>
    private static ExitCode Worse(ExitCode one, ExitCode other) => one > other ? one : other;
}
