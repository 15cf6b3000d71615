using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Training;
using Flywheel.Yaml;

namespace Flywheel.Rollout;

/// <summary>What a person decides about production, each with a reason: an entry of the deployment's history, to be committed like any change.</summary>
/// <remarks>
/// It is decided about what is merged. What the loop has proposed since and nobody merged leaves the file, so that a commit of
/// <c>deployment.yaml</c> merges this decision and nothing else; the loop then turns that cycle again.
/// </remarks>
/// <param name="files">The working tree.</param>
/// <param name="merged">What is merged.</param>
/// <param name="model">Name of the model.</param>
/// <param name="because">The reason that others will read.</param>
public sealed class ByHand(IWorkingTree files, IFiles merged, string model, string because)
{
    private readonly Deployment deployment = Start(files, merged, model);

    /// <summary>Puts a version in force, whatever its gates said.</summary>
    public DeploymentEntry Promote(string version) => Add(new() { Since = Now, Version = Merged(version) });

    /// <summary>Puts an earlier version in force again.</summary>
    /// <param name="version">The one that was in force before the current one without it.</param>
    public DeploymentEntry RollBack(string? version)
    {
        var others = deployment.InForce.Select(entry => entry.Version!).Where(name => name != deployment.Current).Distinct().ToList();
        if (version is null && deployment.Previous is null)
        {
            throw Mistake(
                $"Nothing was in force before {deployment.Current ?? "the first model"}, so there is nothing to go back to."
                    + (
                        others.Count == 0
                            ? ""
                            : $" To put one of {string.Join(", ", others)} in force, type: flywheel roll-back {model} VERSION --because \"…\""
                    )
            );
        }

        if (version is not null && version != deployment.Current && !others.Contains(version))
        {
            throw Mistake(
                $"{version} was never in force. There were: {string.Join(", ", others)}. To put another version in force, type: flywheel promote {model} {version} --because \"…\""
            );
        }

        return Add(
            new()
            {
                Since = Now,
                Act = DeploymentAct.RollBack,
                Version = Merged(version ?? deployment.Previous!),
            }
        );
    }

    /// <summary>Refuses a candidate for ever: the loop turns its cycle again without proposing it.</summary>
    /// <param name="proposed">Where its manifest may be besides the working tree: the proposal's own branch.</param>
    public DeploymentEntry Refuse(string version, IFiles? proposed)
    {
        if (deployment.InForce.Any(entry => entry.Version == version))
        {
            throw Mistake($"{version} was accepted already. To leave it, type: flywheel roll-back {model} --because \"…\"");
        }

        // Its bytes are what is refused: another recipe of the same cycle may be proposed.
        var path = ModelManifest.Path(model, version);
        var where =
            files.Read(path) is not null ? files
            : proposed?.Read(path) is not null ? proposed
            : throw Mistake(
                $"No candidate {version} is proposed here: there is no {path}, neither in the working tree nor on the branch {ProposalBranch.Of(model)} of origin. "
                    + $"Type: git fetch origin, or flywheel loop {model} --as-of {version}"
            );
        return Add(
            new()
            {
                Since = version,
                Act = DeploymentAct.Refuse,
                Version = version,
                Bytes = ModelManifest.Read(where, model, version).Bytes[..Digest.Shown],
            }
        );
    }

    /// <summary>Holds the version in force until <see cref="Unfreeze"/>: candidates are trained and tested, and not proposed.</summary>
    public DeploymentEntry Freeze() =>
        deployment.Freeze is { } already
            ? throw Mistake($"It is frozen since {already.Since}: {already.Because}.")
            : Add(new() { Since = Now, Act = DeploymentAct.Freeze });

    public DeploymentEntry Unfreeze() =>
        deployment.Freeze is null ? throw Mistake("It is not frozen.") : Add(new() { Since = Now, Act = DeploymentAct.Unfreeze });

    /// <summary>What is merged, and what was decided by hand since.</summary>
    private static Deployment Start(IFiles files, IFiles merged, string model)
    {
        var decided = Deployment.Read(merged, model);
        var byHand = Deployment.Read(files, model).History.Where(entry => entry.IsByHand).Except(decided.History);
        return decided with { History = [.. decided.History, .. byHand] };
    }

    /// <summary>The newest merged turn's time: what is decided by hand holds from there on, so that no clock gets into git.</summary>
    private string Now =>
        Ledger.Read(merged.Read(Ledger.Path(model)), Ledger.Path(model)) is [.., { AsOf: var last }]
            ? Ledger.Day(last)
            : throw Mistake($"No turn is merged yet, so there is nothing to decide about. Type: flywheel loop {model}");

    private string Merged(string version) =>
        version == deployment.Current ? throw Mistake($"{version} is in force already.")
        : merged.Read(ModelManifest.Path(model, version)) is not null ? version
        : files.Read(ModelManifest.Path(model, version)) is not null
            ? throw Mistake(
                $"{version} is proposed and not merged. Merge its proposal first, whatever that decides, and type the same command again."
            )
        : throw Mistake(
            $"There is no {ModelManifest.Path(model, version)}. "
                + (Nearest.To(version, Versions) is { } near ? $"Did you mean {near}?" : $"There are: {string.Join(", ", Versions)}.")
        );

    private IReadOnlyList<string> Versions =>
        [
            .. merged
                .List($"models/{model}")
                .Where(path => path.EndsWith(".yaml", StringComparison.Ordinal))
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Where(name => name != Path.GetFileNameWithoutExtension(Deployment.Path(model))),
        ];

    private DeploymentEntry Add(DeploymentEntry entry)
    {
        if (string.IsNullOrWhiteSpace(because))
        {
            throw Mistake("The reason is empty, and others will read it. Write --because \"why\".");
        }

        entry = entry with { Because = because.ReplaceLineEndings(" ").Trim() };
        files.Write(Deployment.Path(model), deployment.With(entry).Write());
        return entry;
    }

    private RefusedException Mistake(string what) => new(ExitCode.Mistake, $"{model}: {what}");
}
