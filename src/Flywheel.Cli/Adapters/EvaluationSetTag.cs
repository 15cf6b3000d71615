using Flywheel.Datasets;

namespace Flywheel.Cli.Adapters;

/// <summary>A tag of git that names the commit which has a version of an evaluation set: <c>evalset/&lt;model&gt;/&lt;name&gt;/v&lt;N&gt;</c>.</summary>
public sealed record EvaluationSetTag(string Name, EvaluationSetVersion Version)
{
    public static string Of(string model, string name, string version) => $"evalset/{model}/{name}/{version}";

    /// <summary>The tags of a model's sets; none outside a repository.</summary>
    public static IReadOnlyList<EvaluationSetTag> All(string root, string model) =>
        GitFiles.Run(root, ["tag", "--list", $"evalset/{model}/*"]) is { } output
            ?
            [
                .. output
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(tag => tag.Split('/'))
                    .Where(parts => parts.Length == 4)
                    .Select(parts => (Name: parts[2], Version: EvaluationSetVersion.Parse(parts[3])))
                    .Where(tag => tag.Version is not null)
                    .Select(tag => new EvaluationSetTag(tag.Name, tag.Version!.Value)),
            ]
            : [];

    /// <summary>Tags the commit that the working tree stands on.</summary>
    /// <returns>That commit.</returns>
    /// <exception cref="RefusedException">There is no commit, the folder is not as committed, or the tag is there.</exception>
    public static string Create(string root, string model, string name, string version)
    {
        var (tag, folder) = (Of(model, name, version), EvaluationSet.Folder(model, name, version));
        var head =
            Commit(root, "HEAD")
            ?? throw new RefusedException(
                ExitCode.Lacking,
                $"There is no commit to tag {folder} in. Type: git init && git add -A && git commit -m \"Start\""
            );
        if (Commit(root, $"refs/tags/{tag}") is { } there)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"The tag {tag} is there already, at {there[..12]}. A version never changes, and nor does its tag. "
                    + $"To see that it is the same: flywheel evalset diff {model} {name} {version} {version}@{tag}"
            );
        }

        if (GitFiles.Run(root, ["status", "--porcelain", "--untracked-files=all", "--ignored", "--", folder]) is not { Length: 0 })
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"{folder} is not as committed, so a tag would name a commit without it. Type: {Commands.Commit.Of($"{model}: {name} {version}", folder)}"
            );
        }

        return GitFiles.Run(root, ["tag", "--no-sign", tag, head]) is not null
            ? head
            : throw new RefusedException(ExitCode.Lacking, $"git did not make the tag {tag}. To see why, type: git tag {tag} {head[..12]}");
    }

    private static string? Commit(string root, string revision) =>
        GitFiles.Run(root, ["rev-parse", "--verify", "--quiet", revision + "^{commit}"])?.Trim();
}
