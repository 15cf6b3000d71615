using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Flywheel.Site;
using Flywheel.State;

namespace Flywheel.Cli.Adapters;

/// <summary>Every report that git has, by two processes of git however long the history is: one tells what changed when, one gives the texts.</summary>
public sealed class ReportHistory(string root)
{
    private const string Commit = "commit ";
    private const string Nothing = "0000000";

    /// <summary>What a site is made of. Without git, or in a shallow clone, it is what is there, and a sentence that says what is missing.</summary>
    public SiteSource Read(IFiles now)
    {
        try
        {
            if (GitFiles.AtOrNull(root, "HEAD") is not { } head)
            {
                return new(
                    now,
                    null,
                    [],
                    ["There is no git history here, so the pages show what lies in the folder, and no older report."]
                );
            }

            var commits = Commits();
            var missing = GitChanges.IsCut(root) ? Shallow(commits) : [];
            return new(now, head, commits, missing);
        }
        catch (Win32Exception)
        {
            return new(now, null, [], ["git is not installed here, so the pages show what lies in the folder, and no older report."]);
        }
    }

    private static string[] Shallow(IReadOnlyList<ReportCommit> commits) =>
        [
            "This clone is shallow: reports before "
                + (commits.Count == 0 ? "its oldest commit" : $"commit {commits[0].Shown} of {commits[0].Day}")
                + " are not here. To have them: git fetch --unshallow, and build the site again.",
        ];

    /// <summary>Commits of the main line that changed reports, oldest first: what a branch tried before its merge was never decided.</summary>
    private List<ReportCommit> Commits()
    {
        var log = GitFiles.Run(
            root,
            [
                "-c",
                "core.quotePath=false",
                "-c",
                "log.showSignature=false",
                "log",
                "--first-parent",
                "--diff-merges=first-parent",
                "--reverse",
                "--raw",
                "--no-abbrev",
                "--no-renames",
                "--no-color",
                "--relative",
                "--root",
                "--date=short",
                $"--format={Commit}%H %ad",
                "HEAD",
                "--",
                "reports",
            ]
        );
        var commits = new List<(string Hash, string Day, Dictionary<string, string?> Objects)>();
        foreach (var line in (log ?? "").Split('\n'))
        {
            if (line.StartsWith(Commit, StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                commits.Add((parts[1], parts[2], new(StringComparer.Ordinal)));
            }
            else if (
                line.Split('\t') is [[':', ..] change, [not '"', ..] path]
                && change.Split(' ') is [_, _, _, var id, _]
                && IsRead(path)
            )
            {
                commits[^1].Objects[path] = id.StartsWith(Nothing, StringComparison.Ordinal) ? null : id;
            }
        }

        var texts = Texts([.. commits.SelectMany(commit => commit.Objects.Values).OfType<string>().Distinct(StringComparer.Ordinal)]);
        return
        [
            .. commits.Select(commit => new ReportCommit(
                commit.Hash,
                commit.Day,
                commit.Objects.ToDictionary(file => file.Key, file => file.Value is { } id ? texts[id] : null, StringComparer.Ordinal)
            )),
        ];
    }

    /// <summary>Reports, their pictures and the ledger that names them: the rest of the folder is not shown.</summary>
    private static bool IsRead(string path) =>
        path.EndsWith(".md", StringComparison.Ordinal)
        || path.EndsWith(".svg", StringComparison.Ordinal)
        || path.EndsWith("/ledger.csv", StringComparison.Ordinal);

    /// <summary>Texts of objects by their ids, each read once.</summary>
    private Dictionary<string, string> Texts(IReadOnlyList<string> ids)
    {
        var texts = new Dictionary<string, string>(ids.Count, StringComparer.Ordinal);
        if (ids.Count == 0)
        {
            return texts;
        }

        using var git = Process.Start(
            new ProcessStartInfo("git", ["cat-file", "--batch"])
            {
                WorkingDirectory = root,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;

        // Asked for beside the reading: a pipe holds only so much, and each would wait for the other.
        var asking = Task.Run(() =>
        {
            using var asked = git.StandardInput;
            foreach (var id in ids)
            {
                asked.Write(id + "\n");
            }
        });
        using var answers = new BufferedStream(git.StandardOutput.BaseStream, 1 << 16);
        foreach (var id in ids)
        {
            texts[id] = Text(answers, id);
        }

        asking.GetAwaiter().GetResult();
        git.WaitForExit();
        return texts;
    }

    /// <summary>One answer: a line with the object's size, its bytes, a line end.</summary>
    private static string Text(BufferedStream answers, string id)
    {
        var head = new StringBuilder();
        for (var next = answers.ReadByte(); next is not ('\n' or -1); next = answers.ReadByte())
        {
            head.Append((char)next);
        }

        if (head.ToString().Split(' ') is not [_, "blob", var size])
        {
            throw new RefusedException(
                ExitCode.Lacking,
                $"git does not have the object {id} of a report: '{head}'. Where the clone is partial, type: git fetch --refetch; else git fsck says what is broken."
            );
        }

        var bytes = new byte[int.Parse(size, System.Globalization.CultureInfo.InvariantCulture)];
        answers.ReadExactly(bytes);
        answers.ReadByte();
        return Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n");
    }
}
