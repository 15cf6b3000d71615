using Flywheel.State;

namespace Flywheel.Cli.Adapters;

/// <summary>The working tree, and for evaluation sets that it has not the revision of git that has them.</summary>
/// <remarks>
/// <c>evalsets/flights/recent/v1/…</c> is read at the tag <c>evalset/flights/recent/v1</c> where the folder is gone, and
/// <c>evalsets/flights/recent/v1@main/…</c> always at the revision behind the @.
/// </remarks>
public sealed class TaggedFiles(IWorkingTree tree, string root) : IWorkingTree
{
    private readonly Dictionary<string, GitFiles?> revisions = new(StringComparer.Ordinal);

    public string? Read(string path) => tree.Read(path) ?? (InGit(path) is var (files, there) ? files.Read(there) : null);

    public string? ReadExactly(string path) =>
        tree.ReadExactly(path) ?? (InGit(path) is var (files, there) ? files.ReadExactly(there) : null);

    public IReadOnlyList<string> List(string folder) => tree.List(folder);

    public void Write(string path, string text) => tree.Write(path, text);

    public void Delete(string path) => tree.Delete(path);

    private (GitFiles Files, string Path)? InGit(string path)
    {
        if (path.Split('/') is not ["evalsets", var model, var name, .. { Length: > 0 } named, var file])
        {
            return null;
        }

        // A revision may hold slashes.
        var asked = string.Join('/', named).Split('@', 2);
        var revision = asked is [_, var after] ? after : EvaluationSetTag.Of(model, name, asked[0]);
        if (!revisions.TryGetValue(revision, out var files))
        {
            revisions[revision] = files = GitFiles.AtOrNull(root, revision);
        }

        return files is null ? null : (files, $"evalsets/{model}/{name}/{asked[0]}/{file}");
    }
}
