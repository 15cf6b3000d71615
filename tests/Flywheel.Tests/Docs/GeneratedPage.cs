using System.Text;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Docs;

/// <summary>A page that is written from the tables of the code: a fresh text that differs is written beside it as received.</summary>
public static class GeneratedPage
{
    /// <param name="path">From the repository's root, e.g. <c>docs/faults.md</c>, received as <c>docs/faults.received.md</c>.</param>
    public static void Match(string text, string path)
    {
        var received = Path.ChangeExtension(path, ".received" + Path.GetExtension(path));
        var (page, beside) = (Path.Combine(Repository.Root, path), Path.Combine(Repository.Root, received));
        if (File.Exists(page) && File.ReadAllText(page).ReplaceLineEndings("\n") == text)
        {
            File.Delete(beside);
            return;
        }

        File.WriteAllText(beside, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Assert.Fail($"{path} is not what the code says. To accept: mv {received} {path}");
    }

    /// <summary>A Markdown table.</summary>
    public static StringBuilder Table(this StringBuilder page, string[] columns, IEnumerable<string[]> rows)
    {
        page.Append("| ").AppendJoin(" | ", columns).Append(" |\n| ").AppendJoin(" | ", columns.Select(_ => "---")).Append(" |\n");
        foreach (var row in rows)
        {
            page.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        }

        return page;
    }

    /// <summary>SQL between backticks, inside a table.</summary>
    public static string Code(string text) => $"`{text.Replace("|", "\\|")}`";
}
