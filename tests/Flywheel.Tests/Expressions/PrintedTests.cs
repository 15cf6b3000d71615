using System.Runtime.CompilerServices;
using System.Text;

namespace Flywheel.Tests.Expressions;

public sealed class PrintedTests : IDisposable
{
    private readonly OneFlight flight = new();

    [Fact]
    public void Printed_texts_are_as_reviewed()
    {
        var printed = new StringBuilder("| written | type | DuckDB | PostgreSQL |\n| --- | --- | --- | --- |\n");
        foreach (var (text, _) in WantedExpressions.All)
        {
            var expression = flight.Checked(text);
            printed.Append($"| {Cell(text)} | {expression.Type} | {Cell(expression.DuckDb)} | {Cell(expression.PostgreSql)} |\n");
        }

        AssertVerified(printed.ToString());
    }

    public void Dispose() => flight.Dispose();

    private static string Cell(string sql) => $"`{sql.Replace("|", "\\|", StringComparison.Ordinal)}`";

    // A difference is written beside the reviewed file, where a diff shows it and a move accepts it.
    private static void AssertVerified(string text, [CallerFilePath] string test = "")
    {
        var verified = Path.Combine(Path.GetDirectoryName(Source(test))!, "Printed.verified.md");
        var received = verified.Replace(".verified.", ".received.", StringComparison.Ordinal);
        File.Delete(received);
        if (!File.Exists(verified) || File.ReadAllText(verified) != text)
        {
            File.WriteAllText(received, text);
            Assert.Fail($"{received} differs from {verified}: review it, then move it over.");
        }
    }

    // The build maps its own folder to /_/; the tests run somewhere below that folder.
    private static string Source(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var mapped = path.Replace("/_/", folder.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal);
            if (File.Exists(mapped))
            {
                return mapped;
            }
        }

        return path;
    }
}
