using Flywheel.Rollout;

namespace Flywheel.Cli.Adapters;

/// <summary>Who accepted a decision about production, and when: read from git, never kept anywhere else.</summary>
/// <param name="Commit">The merge or commit of the main line that brought it in.</param>
/// <param name="By">Name of who made that commit.</param>
/// <param name="Day">Its day.</param>
public sealed record Acceptance(string Commit, string By, string Day)
{
    /// <summary>Each entry of the deployment's history at a revision, with who accepted it.</summary>
    public static IReadOnlyList<(DeploymentEntry Entry, Acceptance Acceptance)> Of(string root, string revision, string model)
    {
        var accepted = new List<(DeploymentEntry, Acceptance)>();
        foreach (var (commit, author, day) in GitFiles.MainLineOf(root, revision, Deployment.Path(model)))
        {
            var history = Deployment.Read(GitFiles.At(root, commit), model).History;
            accepted.RemoveAll(known => !history.Contains(known.Item1));
            accepted.AddRange(
                history.Except(accepted.Select(known => known.Item1)).Select(entry => (entry, new Acceptance(commit, author, day)))
            );
        }

        return accepted;
    }
}
