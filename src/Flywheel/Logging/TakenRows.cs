using Flywheel.Retention;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>What of a stream was taken before, by whichever turn: each row by its file and its place there, each event by its id.</summary>
public sealed class TakenRows(Turn turn, string stream)
{
    /// <summary>Rows by file: a file that was taken as a whole is not opened again.</summary>
    public Dictionary<string, long> ByFile() =>
        turn.Database.Table($"SELECT source_file, count(*) AS rows FROM ({Places}) GROUP BY source_file").Counts("source_file", "rows");

    /// <summary>SQL of source_file and source_row of the rows that came from some files.</summary>
    public string Of(IEnumerable<string> files) =>
        $"""
            SELECT * FROM ({Places})
            WHERE source_file IN ({string.Join(", ", files.Select(Sql.Text))})
            """;

    /// <summary>SQL of source_file and source_row of the rows that are in no quarantine, or no more.</summary>
    public string Good => string.Join(" UNION ALL ", Streams.Select(Known));

    /// <summary>SQL of the ids of all events.</summary>
    public string Ids
    {
        get
        {
            var (id, type) = (Sql.Name(turn.Strategy.Log.Id), turn.Strategy.Log.Columns[turn.Strategy.Log.Id]);
            var paths = Streams.SelectMany(Paths).ToList();
            return paths.Count == 0
                ? $"SELECT CAST(NULL AS {StreamColumns.TypeText(type)}) AS {id} WHERE FALSE"
                : $"SELECT {id} FROM read_parquet({Sql.List(paths)})";
        }
    }

    /// <summary>Where the stream's good rows are: events that a sample left out are known by id and place all the same.</summary>
    private IEnumerable<string> Streams => stream == Partitions.Events ? [stream, Partitions.NotKept] : [stream];

    private string Places => $"{Refused} UNION ALL {Good}";

    /// <summary>A row that came out of quarantine is there and here, and must not count twice; nearly always there is none.</summary>
    private string Refused =>
        Streams.Any(of => Gone.Paths(turn.Store, turn.Strategy.Model, of).Count > 0 || All(of).Any(partition => partition.Released == true))
            ? $"SELECT * FROM ({Known(Partitions.Quarantine)}) ANTI JOIN ({Good}) AS good USING (source_file, source_row)"
            : Known(Partitions.Quarantine);

    private string Known(string of)
    {
        var paths = Paths(of).ToList();
        var held =
            paths.Count == 0
                ? "SELECT CAST(NULL AS VARCHAR) AS source_file, CAST(NULL AS BIGINT) AS source_row WHERE FALSE"
                : $"SELECT source_file, source_row FROM read_parquet({Sql.List(paths)})";
        var gone = Gone.Paths(turn.Store, turn.Strategy.Model, of);
        return gone.Count == 0
            ? held
            : $"{held} UNION ALL SELECT * FROM read_parquet({Sql.List(gone)}) ANTI JOIN ({held}) AS held USING (source_file, source_row)";
    }

    private IEnumerable<string> Paths(string of) => All(of).Select(partition => Partitions.PathOf(turn.Store, partition));

    private IReadOnlyList<Partition> All(string of) => Partitions.Read(turn.Store, turn.Strategy.Model, of, DateTime.MaxValue);
}
