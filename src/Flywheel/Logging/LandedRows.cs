using Flywheel.Logging.Redactions;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Logging;

/// <summary>The rows of some landing files of a stream, whichever form they have: as the log takes them, and as quarantine keeps them.</summary>
public sealed class LandedRows(Turn turn, LogSource source, string stream, IReadOnlyList<LandingFile> files)
{
    /// <summary>Columns that DuckDB adds to those of a file.</summary>
    private static readonly string[] Added = ["filename", "file_row_number"];

    private LogSection Log => turn.Strategy.Log;

    private List<string> Parquet => [.. files.Where(file => !file.HoldsLines).Select(file => file.Path)];

    private List<(string Path, string Shown)> Lines =>
        [.. files.Where(file => file.HoldsLines).Select(file => (file.Path, source.Shown(file.Path)))];

    private LandedLines Landed => new(turn.Database, turn.Strategy, stream);

    private RedactedRow Redacted => new(Log);

    /// <summary>SQL of the stream's columns as declared and redacted, source_file, source_row, and the fault that keeps a row from being taken, or NULL; and whether every row says when it arrived.</summary>
    /// <exception cref="RefusedException">The Parquet files lack a column that must be there.</exception>
    public (string Sql, bool ArrivalIsKnown) Given()
    {
        var given = new List<string>();
        var arrivalIsKnown = true;
        if (Parquet.Count > 0)
        {
            var read = Read(Parquet);
            var present = Present(read);
            given.Add(OfParquet(read, present));
            arrivalIsKnown =
                stream == Partitions.Events
                || (
                    present.Contains("received_at")
                    && turn.Database.Value<long>($"SELECT count(*) FROM {read} WHERE received_at IS NULL") == 0
                );
        }

        if (Lines.Count > 0)
        {
            Landed.Land(Lines);
            given.Add("SELECT * FROM landed");
            arrivalIsKnown &=
                stream == Partitions.Events || turn.Database.Value<long>("SELECT count(*) FROM landed WHERE received_at IS NULL") == 0;
        }

        return (string.Join(" UNION ALL ", given), arrivalIsKnown);
    }

    /// <summary>SQL of content, source_file and source_row. What production wrote is read again for these: nearly always there is none.</summary>
    /// <param name="wanted">SQL of source_file and source_row.</param>
    public string Written(string wanted)
    {
        var written = new List<string>();
        if (Parquet.Count > 0)
        {
            // Only what production wrote: the path that DuckDB adds would make other bytes in another folder.
            var read = Read(Parquet);
            var content = Redacted.Struct(Present(read).Except(Added).Order(StringComparer.Ordinal));
            written.Add($"SELECT CAST(to_json({content}) AS VARCHAR) AS content, {PlaceOfRow} FROM {read}");
        }

        if (Lines.Count > 0)
        {
            var refused = turn.Database.Rows<string>($"SELECT DISTINCT source_file FROM ({wanted})").ToHashSet(StringComparer.Ordinal);
            Landed.Reread(Lines.Where(file => refused.Contains(file.Shown)), wanted);
            written.Add("SELECT * FROM written");
        }

        return string.Join(" UNION ALL ", written);
    }

    private string OfParquet(string read, HashSet<string> present)
    {
        var required = StreamColumns.Required(turn.Strategy, stream);
        var columns = required
            .Select(column =>
                $"{Redacted.Kept(column.Name, $"TRY_CAST({Sql.Name(column.Name)} AS {column.Type})")} AS {Sql.Name(column.Name)}"
            )
            .Concat(
                StreamColumns
                    .Optional(turn.Strategy, stream)
                    .Select(column =>
                        $"TRY_CAST({(present.Contains(column.Name) ? $"coalesce({Sql.Name(column.Name)}, {column.Otherwise})" : column.Otherwise)} AS {column.Type}) AS {Sql.Name(column.Name)}"
                    )
            );
        var malformed = required.Select(column =>
            $"({Sql.Name(column.Name)} IS NOT NULL AND TRY_CAST({Sql.Name(column.Name)} AS {column.Type}) IS NULL)"
        );
        return $"""
            SELECT {string.Join(", ", columns)}, {PlaceOfRow},
                   CASE WHEN {string.Join(" OR ", malformed)} THEN {Sql.Text(LandedLines.WrongType)} END AS fault
            FROM {read}
            """;
    }

    private static string Read(IReadOnlyList<string> paths) =>
        $"read_parquet({Sql.List(paths)}, union_by_name = true, filename = true, file_row_number = true)";

    /// <summary>File and place of a row as the log keeps them.</summary>
    private string PlaceOfRow
    {
        get
        {
            var prefix = Path.Combine(turn.Workplace.Root, Log.Source) + Path.DirectorySeparatorChar;
            return $"replace(filename, {Sql.Text(prefix)}, '') AS source_file, CAST(file_row_number AS BIGINT) AS source_row";
        }
    }

    private HashSet<string> Present(string read)
    {
        var present = turn
            .Database.Table($"SELECT column_name FROM (DESCRIBE SELECT * FROM {read})")
            .Texts("column_name")
            .ToHashSet(StringComparer.Ordinal);
        var missing = StreamColumns
            .Required(turn.Strategy, stream)
            .Select(column => column.Name)
            .Where(name => !present.Contains(name))
            .ToList();
        return missing.Count == 0
            ? present
            : throw new RefusedException(
                ExitCode.Mistake,
                $"{Log.Source}/{stream} has no column {Listing.Of(missing, " and no column ")}; it has {Listing.Of(present.Except(Added).Order(StringComparer.Ordinal))}. "
                    + $"The strategy of {turn.Strategy.Model} reads it there. Let the producer write it, or mend 'log' in strategy/{turn.Strategy.Model}/strategy.yaml."
            );
    }
}
