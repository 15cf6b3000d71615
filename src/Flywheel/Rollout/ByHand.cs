using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Training;
using Flywheel.Yaml;

namespace Flywheel.Rollout;

/// <summary>What a person decides about production, each with a reason: an entry of the deployment's history, to be committed like any change.</summary>
/// <param name="files">The working tree.</param>
/// <param name="model">Name of the model.</param>
/// <param name="because">The reason that others will read.</param>
public sealed class ByHand(IWorkingTree files, string model, string because)
{
    private readonly Deployment deployment = Deployment.Read(files, model);

    /// <summary>Puts a version in force, whatever its gates said.</summary>
    public DeploymentEntry Promote(string version) => Add(new() { Since = Now, Version = InGit(version) });

    /// <summary>Puts an earlier version in force again.</summary>
    /// <param name="version">The one that was in force before the current one without it.</param>
    public DeploymentEntry RollBack(string? version)
    {
        var earlier = deployment.InForce.Select(entry => entry.Version!).Where(name => name != deployment.Current).ToList();
        if (earlier.Count == 0)
        {
            throw Mistake($"Nothing was in force before {deployment.Current ?? "the first model"}, so there is nothing to go back to.");
        }

        if (version is not null && !earlier.Contains(version))
        {
            throw Mistake(
                $"{version} was never in force. There were: {string.Join(", ", earlier.Distinct())}. To put another version in force, type: flywheel promote {model} {version} --because \"…\""
            );
        }

        return Add(
            new()
            {
                Since = Now,
                Act = DeploymentAct.RollBack,
                Version = InGit(version ?? earlier[^1]),
            }
        );
    }

    /// <summary>Refuses a candidate for ever: the loop turns its cycle again without proposing it.</summary>
    /// <param name="merged">What is merged: a version in force there can only be rolled back.</param>
    public DeploymentEntry Refuse(string version, Deployment merged)
    {
        if (merged.InForce.Any(entry => entry.Version == version))
        {
            throw Mistake($"{version} was accepted already. To leave it, type: flywheel roll-back {model} --because \"…\"");
        }

        var bytes = files.Read(ModelManifest.Path(model, version)) is null
            ? null
            : ModelManifest.Read(files, model, version).Bytes[..Digest.Shown];
        var proposal = deployment.History.Where(entry => entry.Version == version && !entry.IsByHand);
        return Add(
            new()
            {
                Since = version,
                Act = DeploymentAct.Refuse,
                Version = version,
                Bytes = bytes,
            },
            [.. deployment.History.Except(proposal)]
        );
    }

    /// <summary>Holds the version in force until <see cref="Unfreeze"/>: candidates are trained and tested, and not proposed.</summary>
    public DeploymentEntry Freeze() =>
        deployment.Freeze is { } already
            ? throw Mistake($"It is frozen since {already.Since}: {already.Because}.")
            : Add(new() { Since = Now, Act = DeploymentAct.Freeze });

    public DeploymentEntry Unfreeze() =>
        deployment.Freeze is null ? throw Mistake("It is not frozen.") : Add(new() { Since = Now, Act = DeploymentAct.Unfreeze });

    /// <summary>The newest turn's time: what is decided by hand holds from there on, so that no clock gets into git.</summary>
    private string Now =>
        Ledger.Read(files.Read(Ledger.Path(model)), Ledger.Path(model)) is [.., { AsOf: var last }]
            ? Ledger.Day(last)
            : throw Mistake($"No turn has been made yet, so there is nothing to decide about. Type: flywheel loop {model}");

    private string InGit(string version) =>
        version == deployment.Current ? throw Mistake($"{version} is in force already.")
        : files.Read(ModelManifest.Path(model, version)) is not null ? version
        : throw Mistake(
            $"There is no {ModelManifest.Path(model, version)}. "
                + (Nearest.To(version, Versions) is { } near ? $"Did you mean {near}?" : $"There are: {string.Join(", ", Versions)}.")
        );

    private IReadOnlyList<string> Versions =>
        [
            .. files
                .List($"models/{model}")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Where(name => name != Path.GetFileNameWithoutExtension(Deployment.Path(model))),
        ];

    private DeploymentEntry Add(DeploymentEntry entry) => Add(entry, deployment.History);

    private DeploymentEntry Add(DeploymentEntry entry, IReadOnlyList<DeploymentEntry> history)
    {
        if (string.IsNullOrWhiteSpace(because))
        {
            throw Mistake("The reason is empty, and others will read it. Write --because \"why\".");
        }

        entry = entry with { Because = because.ReplaceLineEndings(" ").Trim() };
        files.Write(Deployment.Path(model), (deployment with { History = [.. history, entry] }).Write());
        return entry;
    }

    private RefusedException Mistake(string what) => new(ExitCode.Mistake, $"{model}: {what}");
}
