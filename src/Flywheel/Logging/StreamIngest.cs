using Flywheel.Logging.Redactions;
using Flywheel.Retention;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>Takes one stream's new rows: those received by the turn's time that no partition holds yet.</summary>
/// <remarks>
/// A row is known by its file and its place in it, so a turn that died or is turned again takes it once; a producer that sends an
/// event again sends its id again, and the second one goes to quarantine. Rows received later are not even looked at. What was not
/// there when the last decided turn looked was received after it, whatever its producer says: or a turn made again would see more.
/// </remarks>
/// <param name="decided">Time of the last decided turn that looked at this very log; null where none has.</param>
public sealed class StreamIngest(Turn turn, LogSource source, string stream, DateTime? decided)
{
    private LandedSchema? landed;

    /// <summary>Reason to quarantine a row.</summary>
    public const string WrongType = "a value is not of its column's type";

    /// <summary>Columns that DuckDB adds to those of a file.</summary>
    private static readonly string[] Added = ["filename", "file_row_number"];

    private const string TakenBefore = "its id was taken before";

    private LogSection Log => turn.Strategy.Log;

    private string Id => Sql.Name(Log.Id);

    public void Run()
    {
        var known = KnownRows();
        var files = source.Files(stream).Where(file => file.Rows > known.GetValueOrDefault(source.Shown(file.Path))).ToList();
        if (files.Count == 0)
        {
            return;
        }

        var begun = files.Select(file => source.Shown(file.Path)).Where(known.ContainsKey).ToList();
        turn.Database.Execute($"CREATE OR REPLACE TABLE incoming AS {Incoming(files, begun)}");
        var from = turn.Database.Rows<string>("SELECT DISTINCT source_file FROM incoming").ToHashSet(StringComparer.Ordinal);
        landed = new(
            stream,
            new LandedColumns(turn.Database, Log, stream).Of([.. files.Where(file => from.Contains(source.Shown(file.Path)))])
        );
        if (stream == Partitions.Events)
        {
            turn.Database.Execute(NotTakenBefore);
            turn.Database.Execute(OncePerId);
        }

        if (turn.Database.Value<long>("SELECT count(*) FROM incoming WHERE problem IS NOT NULL") > 0)
        {
            turn.Database.Execute($"CREATE OR REPLACE TABLE refused AS {Refused(files)}");
            Append(Partitions.Quarantine, "refused");
        }

        // Sorted once: DuckDB keeps a table's order wherever it is read or copied without another. Copied without a condition: through
        // one the file's row groups, and so its bytes, would hang on where the refused rows stood.
        var chance = stream == Partitions.Events ? Log.Keep.Chance(turn.Strategy) : null;
        var good = "SELECT * EXCLUDE (problem) FROM incoming WHERE problem IS NULL";
        if (chance is not null)
        {
            turn.Database.Execute($"CREATE OR REPLACE TABLE drawn AS {Drawn(good, chance)}");
            turn.Database.Execute(
                $"CREATE OR REPLACE TABLE passed AS SELECT {Id}, {Sql.Name(Log.Time)}, received_at, source_file, source_row FROM drawn WHERE NOT kept ORDER BY {OrderOfRows}"
            );
            Append(Partitions.NotKept, "passed");
            good = "SELECT * EXCLUDE (kept) FROM drawn WHERE kept";
        }

        turn.Database.Execute($"CREATE OR REPLACE TABLE taken AS {good} ORDER BY {OrderOfRows}");
        Append(stream, "taken", sampled: chance is not null);
        turn.Database.Execute("DROP TABLE incoming");
        turn.Database.Execute("DROP TABLE IF EXISTS landed");
    }

    /// <summary>Each event with its chance of being kept, and whether it is.</summary>
    private string Drawn(string events, string chance)
    {
        var hash = Sampling.Uniform(Sampling.Hash(turn.Strategy.Main.Seed, "keep", Id));
        return $"SELECT *, {hash} < {LogSection.Inclusion} AS kept FROM (SELECT *, {chance} AS {LogSection.Inclusion} FROM ({events}))";
    }

    private string OrderOfRows =>
        stream == Partitions.Events ? $"{Sql.Name(Log.Time)}, {Id}" : $"received_at, {Id}, source_file, source_row";

    /// <param name="rows">Name of the rows in their order.</param>
    /// <param name="sampled">Whether each row has its chance of being kept.</param>
    private void Append(string to, string rows, bool sampled = false)
    {
        if (turn.Database.Value<long>($"SELECT count(*) FROM {rows}") == 0)
        {
            return;
        }

        var columns = string.Join(", ", StreamColumns.Content(Log, to).Concat(sampled ? [LogSection.Inclusion] : []).Select(Sql.Name));
        var file = turn.Store.Scratch();
        var content = (Digest: "", Rows: 0L);
        turn.Database.AtOnce(
            beside => content = beside.Digest($"SELECT {columns} FROM {rows}"),
            beside => beside.Execute($"COPY (FROM {rows}) TO {Sql.Text(file)} (FORMAT parquet, COMPRESSION zstd)")
        );
        Partitions.Append(
            turn.Store,
            turn.Strategy.Model,
            to,
            new()
            {
                Object = turn.Store.Take(file),
                Rows = content.Rows,
                Digest = content.Digest,
                ReceivedFrom = turn.Database.Value<DateTime>($"SELECT min(received_at) FROM {rows}"),
                ReceivedTo = turn.Database.Value<DateTime>($"SELECT max(received_at) FROM {rows}"),
                Redacted = Redacted.Digest,
                Sampled = sampled ? true : null,
                Landed = landed,
            }
        );
    }

    /// <summary>Rows taken so far by file: a file that was taken as a whole is not opened again.</summary>
    private Dictionary<string, long> KnownRows() =>
        turn.Database.Table($"SELECT source_file, count(*) AS rows FROM ({AllKnown}) GROUP BY source_file").Counts("source_file", "rows");

    private string KnownOf(IEnumerable<string> files) =>
        $"""
            SELECT * FROM ({AllKnown})
            WHERE source_file IN ({string.Join(", ", files.Select(Sql.Text))})
            """;

    private string AllKnown => string.Join(" UNION ALL ", Kept.Prepend(Partitions.Quarantine).Select(Known));

    /// <summary>Where the stream's good rows are: events that a sample left out are known by id and place all the same.</summary>
    private IEnumerable<string> Kept => stream == Partitions.Events ? [stream, Partitions.NotKept] : [stream];

    /// <summary>File and place of every row taken so far.</summary>
    private string Known(string of)
    {
        var paths = Taken(of);
        var held =
            paths.Count == 0
                ? "SELECT CAST(NULL AS VARCHAR) AS source_file, CAST(NULL AS BIGINT) AS source_row WHERE FALSE"
                : $"SELECT source_file, source_row FROM read_parquet({Sql.List(paths)})";
        var gone = Gone.Paths(turn.Store, turn.Strategy.Model, of);
        return gone.Count == 0
            ? held
            : $"{held} UNION ALL SELECT * FROM read_parquet({Sql.List(gone)}) ANTI JOIN ({held}) AS held USING (source_file, source_row)";
    }

    /// <param name="begun">Files of which rows were taken before.</param>
    private string Incoming(IReadOnlyList<LandingFile> files, IReadOnlyList<string> begun)
    {
        var (parquet, lines) = (PathsOf(files, lines: false), PathsOf(files, lines: true));
        var given = new List<string>();
        var arrivalIsKnown = true;
        if (parquet.Count > 0)
        {
            var read = Read(parquet);
            var present = Present(read);
            given.Add(GivenByParquet(read, present));
            arrivalIsKnown =
                stream == Partitions.Events
                || (
                    present.Contains("received_at")
                    && turn.Database.Value<long>($"SELECT count(*) FROM {read} WHERE received_at IS NULL") == 0
                );
        }

        if (lines.Count > 0)
        {
            Lines.Land(lines.Select(path => (path, source.Shown(path))));
            given.Add("SELECT * FROM landed");
            arrivalIsKnown &=
                stream == Partitions.Events || turn.Database.Value<long>("SELECT count(*) FROM landed WHERE received_at IS NULL") == 0;
        }

        return $"""
            WITH given AS (
                {string.Join(" UNION ALL ", given)}),
            timed AS ({(arrivalIsKnown ? "SELECT * FROM given" : ArrivedByDelay)}),
            visible AS (
                SELECT * REPLACE (coalesce(received_at, {Sql.Time(turn.AsOf)}) AS received_at) FROM timed
                WHERE coalesce(received_at, {Sql.Time(turn.AsOf)}) <= {Sql.Time(turn.AsOf)}{NotErased}),
            fresh AS (SELECT * FROM visible{(
                begun.Count == 0 ? "" : $" ANTI JOIN ({KnownOf(begun)}) AS known USING (source_file, source_row)"
            )})
            SELECT * EXCLUDE (fault) REPLACE ({Arrival} AS received_at), {Problem} AS problem FROM fresh
            """;
    }

    private string GivenByParquet(string read, HashSet<string> present)
    {
        var required = StreamColumns.Required(Log, stream);
        var columns = required
            .Select(column =>
                $"{Redacted.Kept(column.Name, $"TRY_CAST({Sql.Name(column.Name)} AS {column.Type})")} AS {Sql.Name(column.Name)}"
            )
            .Concat(
                StreamColumns
                    .Optional(Log, stream)
                    .Select(column =>
                        $"TRY_CAST({(present.Contains(column.Name) ? $"coalesce({Sql.Name(column.Name)}, {column.Otherwise})" : column.Otherwise)} AS {column.Type}) AS {Sql.Name(column.Name)}"
                    )
            );
        var malformed = required.Select(column =>
            $"({Sql.Name(column.Name)} IS NOT NULL AND TRY_CAST({Sql.Name(column.Name)} AS {column.Type}) IS NULL)"
        );
        return $"""
            SELECT {string.Join(", ", columns)}, {PlaceOfRow}, CASE WHEN {string.Join(
                " OR ",
                malformed
            )} THEN {Sql.Text(WrongType)} END AS fault FROM {read}
            """;
    }

    private RedactedRow Redacted => new(Log);

    private LandedLines Lines => new(turn.Database, Log, stream);

    private static List<string> PathsOf(IReadOnlyList<LandingFile> files, bool lines) =>
        [.. files.Where(file => file.HoldsLines == lines).Select(file => file.Path)];

    private static string Read(IReadOnlyList<string> paths) =>
        $"read_parquet({Sql.List(paths)}, union_by_name = true, filename = true, file_row_number = true)";

    /// <summary>File and place of a row as the log keeps them.</summary>
    private string PlaceOfRow => $"replace(filename, {Sql.Text(Prefix)}, '') AS source_file, CAST(file_row_number AS BIGINT) AS source_row";

    /// <summary>Rows for the quarantine. What production wrote is read again for these: nearly always there is none.</summary>
    private string Refused(IReadOnlyList<LandingFile> files)
    {
        const string Wanted = "SELECT source_file, source_row FROM incoming WHERE problem IS NOT NULL";
        var (parquet, lines) = (PathsOf(files, lines: false), PathsOf(files, lines: true));
        var written = new List<string>();
        if (parquet.Count > 0)
        {
            // Only what production wrote: the path that DuckDB adds would make other bytes in another folder.
            var read = Read(parquet);
            var content = Redacted.Struct(Present(read).Except(Added).Order(StringComparer.Ordinal));
            written.Add($"SELECT CAST(to_json({content}) AS VARCHAR) AS content, {PlaceOfRow} FROM {read}");
        }

        if (lines.Count > 0)
        {
            var refused = turn.Database.Rows<string>($"SELECT DISTINCT source_file FROM ({Wanted})").ToHashSet(StringComparer.Ordinal);
            Lines.Reread(lines.Select(path => (path, Shown: source.Shown(path))).Where(file => refused.Contains(file.Shown)), Wanted);
            written.Add("SELECT * FROM written");
        }

        return $"""
            SELECT {Sql.Text(
                stream
            )} AS stream, problem AS reason, CAST({Id} AS VARCHAR) AS id, content, received_at, source_file, source_row
            FROM incoming JOIN ({string.Join(" UNION ALL ", written)}) AS written USING (source_file, source_row)
            WHERE problem IS NOT NULL ORDER BY received_at, source_file, source_row
            """;
    }

    private string Arrival => decided is { } last ? $"greatest(received_at, {Sql.Time(last)} + INTERVAL 1 MICROSECOND)" : "received_at";

    /// <summary>A row of an id that was erased never comes back, whichever file it comes in.</summary>
    private string NotErased
    {
        get
        {
            var (store, model) = (turn.Store, turn.Strategy.Model);
            var hashes = Erasures.Hashes(store, model);
            return hashes.Count == 0
                ? ""
                : $" AND ({Id} IS NULL OR {Erasures.HashSql(model, $"CAST({Id} AS VARCHAR)")} NOT IN (SELECT unnest({Sql.List(hashes)})))";
        }
    }

    /// <summary>Where an arrival was not recorded: the event's time and the declared delay. Until its event is known, a row waits.</summary>
    private string ArrivedByDelay =>
        $"""
            SELECT given.* REPLACE (
                coalesce(given.received_at, events.time + INTERVAL ({(long)
                    Log.Label.ArrivesAfter.TotalSeconds}) SECOND) AS received_at)
            FROM given LEFT JOIN (
                SELECT {Id}, {Sql.Name(Log.Time)} AS time FROM ({turn.Log.Rows(Partitions.Events)})
                UNION ALL SELECT {Id}, {Sql.Name(Log.Time)} FROM ({turn.Log.Rows(Partitions.NotKept)})) AS events USING ({Id})
            WHERE given.received_at IS NOT NULL OR events.time IS NOT NULL OR fault IS NOT NULL OR {Id} IS NULL
            """;

    /// <summary>SQL of the reason to quarantine a row, or NULL.</summary>
    private string Problem
    {
        get
        {
            var reasons = new List<(string Reason, string When)> { ("no id", $"{Id} IS NULL") };
            if (stream == Partitions.Events)
            {
                var time = Sql.Name(Log.Time);
                reasons.Add(("no time", $"{time} IS NULL"));
                reasons.Add(("its time is later than its arrival", $"{time} > received_at"));
                reasons.AddRange(Log.Quarantine.Select(rule => (rule.Key, turn.Strategy.Sql(rule.Value))));
            }
            else if (stream == Partitions.Labels)
            {
                var label = Sql.Name(Log.Label.Column);
                reasons.Add(("no label", $"{label} IS NULL"));
                reasons.Add(("the label is neither 0 nor 1", $"{label} NOT IN (0, 1)"));
            }

            return $"CASE WHEN fault IS NOT NULL THEN fault {string.Join(' ', reasons.Select(reason => $"WHEN {reason.When} THEN {Sql.Text(reason.Reason)}"))} END";
        }
    }

    /// <summary>Ids are looked for among the new ones: partitions without one of these are hardly read, however long the history.</summary>
    private string NotTakenBefore =>
        $"""
            UPDATE incoming SET problem = {Sql.Text(TakenBefore)} WHERE problem IS NULL
            AND {Id} IN (SELECT {Id} FROM ({TakenIds}) AS taken SEMI JOIN incoming USING ({Id}))
            """;

    /// <summary>Of good events with one id the first received stays; the order among equals is that of files and rows.</summary>
    /// <remarks>Only ids that come more than once are put in order: nearly always there is none.</remarks>
    private string OncePerId =>
        $"""
            UPDATE incoming SET problem = {Sql.Text(TakenBefore)} WHERE problem IS NULL AND (source_file, source_row) IN (
                SELECT (source_file, source_row) FROM (
                    SELECT source_file, source_row,
                           row_number() OVER (PARTITION BY {Id} ORDER BY received_at, source_file, source_row) AS place
                    FROM incoming WHERE problem IS NULL
                    AND {Id} IN (SELECT {Id} FROM incoming WHERE problem IS NULL GROUP BY {Id} HAVING count(*) > 1))
                WHERE place > 1)
            """;

    private string TakenIds
    {
        get
        {
            var paths = Kept.SelectMany(Taken).ToList();
            return paths.Count == 0
                ? $"SELECT CAST(NULL AS {StreamColumns.TypeText(Log.Columns[Log.Id])}) AS {Id} WHERE FALSE"
                : $"SELECT {Id} FROM read_parquet({Sql.List(paths)})";
        }
    }

    /// <summary>Every partition of a stream, by whichever turn it was taken.</summary>
    private List<string> Taken(string of) =>
        [
            .. Partitions
                .Read(turn.Store, turn.Strategy.Model, of, DateTime.MaxValue)
                .Select(partition => Partitions.PathOf(turn.Store, partition)),
        ];

    private string Prefix => Path.Combine(turn.Workplace.Root, Log.Source) + Path.DirectorySeparatorChar;

    private HashSet<string> Present(string read)
    {
        var present = turn
            .Database.Table($"SELECT column_name FROM (DESCRIBE SELECT * FROM {read})")
            .Texts("column_name")
            .ToHashSet(StringComparer.Ordinal);
        var missing = StreamColumns.Required(Log, stream).Select(column => column.Name).Where(name => !present.Contains(name)).ToList();
        return missing.Count == 0
            ? present
            : throw new RefusedException(
                ExitCode.Mistake,
                $"{Log.Source}/{stream} has no column {string.Join(" and no column ", missing)}; it has {string.Join(", ", present.Except(Added).Order(StringComparer.Ordinal))}. "
                    + $"The strategy of {turn.Strategy.Model} reads it there. Let the producer write it, or mend 'log' in strategy/{turn.Strategy.Model}/strategy.yaml."
            );
    }
}
