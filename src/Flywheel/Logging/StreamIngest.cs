using Flywheel.Logging.Keeps;
using Flywheel.Logging.Profiles;
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
    private const string TakenBefore = "its id was taken before";

    private readonly TakenRows taken = new(turn, stream);

    private LogSection Log => turn.Strategy.Log;

    private string Id => Sql.Name(Log.Id);

    public void Run()
    {
        var known = taken.ByFile();
        var files = source.Files(stream).Where(file => file.Rows > known.GetValueOrDefault(source.Shown(file.Path))).ToList();
        if (files.Count == 0)
        {
            return;
        }

        var landed = new LandedRows(turn, source, stream, files);
        var begun = files.Select(file => source.Shown(file.Path)).Where(known.ContainsKey).ToList();
        var (given, arrivalIsKnown) = landed.Given();
        Look(given, arrivalIsKnown, Sql.Time(turn.AsOf), begun.Count == 0 ? null : taken.Of(begun));
        var from = turn.Database.Rows<string>("SELECT DISTINCT source_file FROM incoming").ToHashSet(StringComparer.Ordinal);
        var columns = new LandedColumns(turn.Database, turn.Strategy, stream).Of([
            .. files.Where(file => from.Contains(source.Shown(file.Path))),
        ]);
        var about = new About(Landed: new(stream, columns));
        const string Refused = "SELECT source_file, source_row FROM incoming WHERE problem IS NOT NULL";
        if (turn.Database.Value<long>($"SELECT count(*) FROM ({Refused})") > 0)
        {
            turn.Database.Execute(
                $"""
                CREATE OR REPLACE TABLE refused AS
                SELECT {Sql.Text(
                    stream
                )} AS stream, problem AS reason, CAST({Id} AS VARCHAR) AS id, content, received_at, source_file, source_row
                FROM incoming JOIN ({landed.Written(Refused)}) AS written USING (source_file, source_row)
                WHERE problem IS NOT NULL ORDER BY received_at, source_file, source_row
                """
            );
            Append(Partitions.Quarantine, "refused", about);
        }

        Keep(about);
        Clear();
    }

    /// <summary>Tries the stream's rows in quarantine again; those that are good now are taken, the others stay where they are.</summary>
    public Replayed Replay()
    {
        turn.Database.Execute($"CREATE OR REPLACE TABLE waiting AS {new Quarantine(turn).Waiting(stream)}");
        var names = turn.Database.Rows<string>("SELECT DISTINCT source_file FROM waiting").ToHashSet(StringComparer.Ordinal);
        if (names.Count == 0)
        {
            return new(stream, 0, 0, new Dictionary<string, long>());
        }

        const string Arrived =
            "(SELECT any_value(waiting.received_at) FROM waiting WHERE waiting.source_file = timed.source_file AND waiting.source_row = timed.source_row)";
        Look(Again(names), arrivalIsKnown: stream == Partitions.Events, Arrived, known: null);
        var (taken, notKept) = Keep(new(Released: true));
        var still = turn
            .Database.Table(
                $"""
                SELECT coalesce(incoming.problem, waiting.reason) AS reason, count(*) AS rows
                FROM waiting LEFT JOIN incoming USING (source_file, source_row)
                WHERE incoming.source_file IS NULL OR incoming.problem IS NOT NULL GROUP BY ALL ORDER BY rows DESC, reason
                """
            )
            .Counts("reason", "rows");
        Clear();
        turn.Database.Execute("DROP TABLE waiting");
        return new(stream, taken, notKept, still);
    }

    /// <summary>The rows that wait: from production's files where these are still there, or else from what quarantine keeps.</summary>
    /// <remarks>What was redacted by other rules than today's cannot be taken from there: it would be redacted twice, or not at all.</remarks>
    private string Again(HashSet<string> names)
    {
        var files = source.Files(stream).Where(file => names.Contains(source.Shown(file.Path))).ToList();
        var ofFiles =
            files.Count == 0
                ? null
                : $"SELECT * FROM ({new LandedRows(turn, source, stream, files).Given().Sql}) SEMI JOIN waiting USING (source_file, source_row)";
        var lines = new LandedLines(turn.Database, turn.Strategy, stream);
        var kept = new[] { ("redacted = ''", true), ($"redacted = {Sql.Text(new RedactedRow(Log).Digest ?? "-")}", false) }.Select(which =>
            lines.Rows(
                $"""
                SELECT content AS line, source_file, source_row, {LandedLines.BrokenForGood} AS broken, reason = {Sql.Text(LandedLines.CutOff)} AS is_cut FROM waiting
                WHERE {which.Item1}{(
                    ofFiles is null ? "" : $" AND (source_file, source_row) NOT IN (SELECT (source_file, source_row) FROM ({ofFiles}))"
                )}
                """,
                redact: which.Item2
            )
        );
        return string.Join(" UNION ALL ", kept.Prepend(ofFiles).OfType<string>());
    }

    /// <summary>Puts rows into the table <c>incoming</c>, each with its arrival and what is wrong with it.</summary>
    /// <param name="given">SQL of the rows.</param>
    /// <param name="otherwise">SQL of when a row arrived of which nothing says so.</param>
    /// <param name="known">SQL of the places of rows to leave out; null where there is none.</param>
    private void Look(string given, bool arrivalIsKnown, string otherwise, string? known)
    {
        turn.Database.Execute(
            $"""
            CREATE OR REPLACE TABLE incoming AS
            WITH given AS ({given}),
            timed AS ({(arrivalIsKnown ? "SELECT * FROM given" : ArrivedByDelay)}),
            visible AS (
                SELECT * REPLACE (coalesce(received_at, {otherwise}) AS received_at) FROM timed
                WHERE coalesce(received_at, {otherwise}) <= {Sql.Time(turn.AsOf)}{NotErased}),
            fresh AS (SELECT * FROM visible{(known is null ? "" : $" ANTI JOIN ({known}) AS known USING (source_file, source_row)")})
            SELECT * EXCLUDE (fault) REPLACE ({Arrival} AS received_at), {RowProblem.Of(turn.Strategy, stream)} AS problem FROM fresh
            """
        );
        if (stream == Partitions.Events)
        {
            turn.Database.Execute(NotTakenBefore);
            turn.Database.Execute(OncePerId);
        }
    }

    /// <summary>Takes the good rows among the incoming ones into the log, or notes that the sample leaves them out.</summary>
    private (long Taken, long NotKept) Keep(About about)
    {
        // Sorted once: DuckDB keeps a table's order wherever it is read or copied without another. Copied without a condition: through
        // one the file's row groups, and so its bytes, would hang on where the refused rows stood.
        var good = "SELECT * EXCLUDE (problem) FROM incoming WHERE problem IS NULL";
        if (stream != Partitions.Events || Log.Keep.Chance(turn.Strategy) is not { } chance)
        {
            turn.Database.Execute($"CREATE OR REPLACE TABLE taken AS {good} ORDER BY {OrderOfRows}");
            return (Append(stream, "taken", about), 0);
        }

        var hash = Sampling.Uniform(Sampling.Hash(turn.Strategy.Main.Seed, "keep", Id));
        turn.Database.Execute(
            $"""
            CREATE OR REPLACE TABLE drawn AS
            SELECT *, {hash} < {LogSection.Inclusion} AS kept FROM (SELECT *, {chance} AS {LogSection.Inclusion} FROM ({good}))
            """
        );
        var place = $"{Id}, {Sql.Name(Log.Time)}, received_at, source_file, source_row";
        turn.Database.Execute($"CREATE OR REPLACE TABLE passed AS SELECT {place} FROM drawn WHERE NOT kept ORDER BY {OrderOfRows}");
        turn.Database.Execute($"CREATE OR REPLACE TABLE taken AS SELECT * EXCLUDE (kept) FROM drawn WHERE kept ORDER BY {OrderOfRows}");
        turn.Database.Execute("DROP TABLE drawn");
        var notKept = Append(
            Partitions.NotKept,
            "passed",
            Log.Keep is KeepProfile profile ? about with { Before = name => KeptProfiles.Add(turn, profile, good, name) } : about
        );
        return (Append(stream, "taken", about with { Sampled = true }), notKept);
    }

    private string OrderOfRows =>
        stream == Partitions.Events ? $"{Sql.Name(Log.Time)}, {Id}" : $"received_at, {Id}, source_file, source_row";

    /// <summary>Writes a partition, unless there is no row, and says how many there are.</summary>
    /// <param name="rows">Name of the rows in their order.</param>
    /// <param name="about">What is known of them already.</param>
    private long Append(string to, string rows, About about)
    {
        if (turn.Database.Value<long>($"SELECT count(*) FROM {rows}") == 0)
        {
            return 0;
        }

        var columns = string.Join(
            ", ",
            StreamColumns.Content(turn.Strategy, to).Concat(about.Sampled == true ? [LogSection.Inclusion] : []).Select(Sql.Name)
        );
        var file = turn.Store.Scratch();
        var content = (Digest: "", Rows: 0L);
        turn.Database.AtOnce(
            beside => content = beside.Digest($"SELECT {columns} FROM {rows}"),
            beside => beside.Execute($"COPY (FROM {rows}) TO {Sql.Text(file)} (FORMAT parquet, COMPRESSION zstd)")
        );
        var last = turn.Database.Value<DateTime>($"SELECT max(received_at) FROM {rows}");
        about.Before?.Invoke(Partitions.NameOf(to, last, content.Digest));
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
                ReceivedTo = last,
                Redacted = new RedactedRow(Log).Digest,
                Sampled = about.Sampled,
                Released = about.Released,
                Landed = about.Landed,
            }
        );
        return content.Rows;
    }

    private void Clear()
    {
        // What the turn has taken is in a partition, and read from there; of a wide log the tables would hold memory that the turn needs.
        foreach (var table in new[] { "incoming", "landed", "written", "refused", "passed", "taken" })
        {
            turn.Database.Execute($"DROP TABLE IF EXISTS {table}");
        }
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

    /// <summary>Ids are looked for among the new ones: partitions without one of these are hardly read, however long the history.</summary>
    private string NotTakenBefore =>
        $"""
            UPDATE incoming SET problem = {Sql.Text(TakenBefore)} WHERE problem IS NULL
            AND {Id} IN (SELECT {Id} FROM ({taken.Ids}) AS taken SEMI JOIN incoming USING ({Id}))
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

    /// <summary>What is known of a partition besides its rows, as <see cref="Partition"/> has it.</summary>
    /// <param name="Before">What is to be written before it, for the name that it will have.</param>
    private sealed record About(bool? Sampled = null, bool? Released = null, LandedSchema? Landed = null, Action<string>? Before = null);
}
