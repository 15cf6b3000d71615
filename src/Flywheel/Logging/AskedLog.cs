using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>The as-of log laid out for free questions: a database file with every visible row as tables, and with nothing else.</summary>
/// <remarks>
/// <c>log</c> and <c>reservoir</c> as the stages see them, and the streams that they are made of: <c>events</c>, <c>scores</c>,
/// <c>labels</c> (where labels cost money, those that were bought), <c>bought</c> (what labelers said, where there are some), <c>feedback</c> and <c>quarantine</c>. Each is in a total order,
/// so that a question without an order has one answer.
/// </remarks>
public static class AskedLog
{
    /// <summary>Copies the log of a turn's time.</summary>
    /// <param name="curated">Whether the points that this very turn curates are in the reservoir already: monitoring comes before them.</param>
    /// <param name="more">Tables beside, by name with their SQL.</param>
    /// <returns>Path of the file, among those that go with the process.</returns>
    public static string Copy(Turn turn, bool curated, params IReadOnlyList<(string Name, string Select)> more)
    {
        turn.Log.See(DateTime.MinValue.AddYears(1), curated);
        var file = turn.Store.Scratch() + ".duckdb";
        turn.Database.Execute($"ATTACH {Sql.Text(file)} AS asked");
        foreach (var (name, select) in Tables(turn, curated).Concat(more))
        {
            turn.Database.Execute($"CREATE TABLE asked.{name} AS {select}");
        }

        turn.Database.Execute("DETACH asked");
        return file;
    }

    private static IEnumerable<(string Name, string Select)> Tables(Turn turn, bool curated)
    {
        var (log, id) = (turn.Log, turn.Log.Id);
        var bought = turn.Strategy.Curation.Labels.MustBeBought
            ? $" SEMI JOIN (SELECT id AS {id} FROM reservoir) AS bought USING ({id})"
            : "";
        yield return ("log", $"SELECT * FROM log ORDER BY {id}");
        yield return ("events", $"SELECT {Content(Partitions.Events)} FROM ({log.Rows(Partitions.Events)}) ORDER BY {id}");
        yield return (
            "scores",
            $"SELECT {id}, {log.Time}, {log.Score}, scored_by FROM ({log.Rows(Partitions.Events)}) WHERE {log.Score} IS NOT NULL ORDER BY {id}"
        );
        var opinions = new LabelOpinions(turn, curated);
        yield return (
            "labels",
            $"SELECT {Content(Partitions.Labels)} FROM ({log.Rows(Partitions.Labels)}){bought}{(opinions.OfLog is null ? " WHERE FALSE" : "")} ORDER BY ALL"
        );
        if (opinions.Any)
        {
            yield return ("bought", $"SELECT {Content(Partitions.Bought)} FROM ({opinions.OfLabelers}) ORDER BY ALL");
        }

        yield return ("feedback", $"SELECT {Content(Partitions.Feedback)} FROM ({log.Rows(Partitions.Feedback)}) ORDER BY ALL");
        yield return ("quarantine", $"SELECT {Content(Partitions.Quarantine)} FROM ({log.Rows(Partitions.Quarantine)}) ORDER BY ALL");
        yield return ("reservoir", "SELECT * FROM reservoir ORDER BY ALL");

        string Content(string stream) => string.Join(", ", StreamColumns.Content(turn.Strategy, stream).Select(Sql.Name));
    }
}
