using Flywheel.Curation;
using Flywheel.Strategy;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>The log as it was known at a turn's time. The only place that reads partitions, so the only place that could leak.</summary>
/// <remarks>
/// <c>log</c> has one row an event received at or before the time: the declared columns, the score, who scored it, its label and
/// complaint where they had arrived (and the label been bought, where labels cost money, of a point whose chance of being picked is known), its cluster, its role and its sampling
/// weight. Nothing else in the domain may name a partition of events, labels or feedback.
/// </remarks>
/// <param name="mostInMemory">As <see cref="MostInMemory"/>.</param>
public sealed class AsOfLog(Turn turn, long mostInMemory = AsOfLog.MostInMemory)
{
    /// <summary>A longer log, by its values (rows times columns), lies in a file, and of memory it has what is being read.</summary>
    public const long MostInMemory = 40_000_000;

    /// <summary>Columns beside the declared ones: the score, who scored it, arrivals, label, complaint, cluster.</summary>
    private const int Added = 7;

    private const string InMemory = "arrived";

    // No declared column has a name with a space.
    private const string BoughtLabel = "\"bought label\"";

    private readonly Dictionary<string, object> known = new(StringComparer.Ordinal);
    private DateTime? builtFrom;
    private bool builtCurated;
    private string table = InMemory;
    private string views = "";

    private LogSection Section => turn.Strategy.Log;

    /// <summary>SQL of the id's column.</summary>
    public string Id => Sql.Name(Section.Id);

    /// <summary>SQL of the column with the event's time.</summary>
    public string Time => Sql.Name(Section.Time);

    public string Label => Sql.Name(Section.Label.Column);

    /// <summary>SQL of the column to train on: where labels are bought it also has those of points whose chance of being picked nobody knows, which no estimate may use.</summary>
    public string TrainingLabel => turn.Strategy.Curation.Labels.MustBeBought ? BoughtLabel : Label;

    /// <summary>SQL after FROM of the labelled points whose time is in [from, to) and that may be trained on.</summary>
    public string Trainable(DateTime from, DateTime to) =>
        $"log SEMI JOIN reservoir ON reservoir.id = log.{Id} WHERE {Within(from, to)} AND {TrainingLabel} IS NOT NULL AND NOT evaluates";

    public string Score => Sql.Name(Section.Prediction);

    public string Complaint => Sql.Name(Section.Feedback);

    /// <summary>Whether some of the events are a sample: then each has its chance of being kept in the column <c>inclusion</c>.</summary>
    public bool IsSampled => EventsOf(turn).Any(partition => partition.Sampled == true);

    /// <summary>SQL that is true for the ids that are for evaluation, for ever, by their own hash; the others are for training.</summary>
    public static string Evaluates(ModelStrategy strategy) =>
        Sampling.InShare(strategy.Main.Seed, "role", Sql.Name(strategy.Log.Id), strategy.Main.Dataset.EvaluationShare);

    /// <summary>SQL that is true for rows whose time is in [from, to).</summary>
    public string Within(DateTime from, DateTime to) => $"{Time} >= {Sql.Time(from)} AND {Time} < {Sql.Time(to)}";

    /// <summary>Makes the views <c>log</c> and <c>reservoir</c> hold every visible row whose time is at or after another.</summary>
    /// <param name="from">Rows before are of no interest.</param>
    /// <param name="curated">Whether the points that this very turn curates are in the reservoir already.</param>
    public void See(DateTime from, bool curated)
    {
        // Monitoring comes first and looks less far back than the dataset's window: one table serves both.
        var window = turn.AsOf - turn.Strategy.Main.Dataset.History;
        from = window < from ? window : from;

        // Asked for at each call: a stage that finds the rows in place has read what they are made of all the same.
        var opinions = new LabelOpinions(turn, curated);
        var arrived = Arrived(from, opinions);
        if (builtFrom is null || builtFrom > from || (builtCurated != curated && opinions.Any))
        {
            Lay(from, arrived);
            (builtFrom, builtCurated, views) = (from, curated, "");
        }

        // Curation adds to the reservoir in between. Role and weight are of the view, not of the table: a hash of every id costs more
        // than all joins, and few readers ask for it.
        var reservoir = $"CREATE OR REPLACE VIEW reservoir AS {Reservoir.Select(turn, builtFrom.Value, curated)}";
        var log = turn.Strategy.Curation.Labels.MustBeBought
            ? $"""
                CREATE OR REPLACE VIEW log AS
                SELECT arrived.* EXCLUDE ({Label}), CASE WHEN kept.probability IS NOT NULL THEN {Label} END AS {Label},
                       CASE WHEN kept.id IS NOT NULL THEN {Label} END AS {BoughtLabel},
                       {Evaluates(turn.Strategy)} AS evaluates, coalesce(1 / kept.probability, 1){(
                    IsSampled ? $" / {LogSection.Inclusion}" : ""
                )} AS weight
                FROM {table} AS arrived LEFT JOIN (SELECT id, max(probability) AS probability FROM reservoir GROUP BY id) AS kept ON kept.id = arrived.{Id}
                """
            : $"CREATE OR REPLACE VIEW log AS SELECT arrived.*, {Evaluates(turn.Strategy)} AS evaluates, {(IsSampled ? $"1 / {LogSection.Inclusion}" : "CAST(1 AS DOUBLE)")} AS weight FROM {table} AS arrived";
        if (views != reservoir + log)
        {
            turn.Database.Execute(reservoir);
            turn.Database.Execute(log);
            views = reservoir + log;
            known.Clear();
        }
    }

    /// <summary>Labelled rows of <c>log</c>, read once for as long as the view is the same.</summary>
    /// <param name="where">SQL condition.</param>
    public LabelledRows Labelled(string where) => Once(where, () => LabelledRows.Read(turn, where));

    /// <summary>A matrix over <c>log</c>, read once for as long as the view is the same: models of one vocabulary score the same one.</summary>
    /// <param name="what">Tells the matrix from every other.</param>
    public float[] Matrix(string what, Func<float[]> read) => Once(what, read);

    /// <summary>Makes the next <see cref="See"/> build the views anew: another time used their names in between.</summary>
    public void Forget() => builtFrom = null;

    /// <summary>Makes rows be read anew: what a stage reads of the strategy to read them is noted for that stage only.</summary>
    public void ForgetRows() => known.Clear();

    /// <summary>Time of the first visible event, or the turn's time where there is none.</summary>
    public DateTime FirstEvent()
    {
        var first = turn.Database.Value<DateTime?>($"SELECT min({Time}) FROM ({Source(Partitions.Events)}) WHERE {Visible()}");
        return first ?? turn.AsOf;
    }

    /// <summary>Visible rows of a stream in its own columns, e.g. for counts.</summary>
    public string Rows(string stream) => $"SELECT * FROM ({Source(stream)}) WHERE {Visible()}";

    /// <summary>The partitions of a stream that hold rows of the events whose time is in [from, to), by name with how many.</summary>
    /// <remarks>Of the events that <see cref="See"/> has made visible.</remarks>
    public IReadOnlyList<(string Partition, long Rows)> Holding(string stream, DateTime from, DateTime to) =>
        [
            .. Partitions
                .Read(turn.Store, turn.Strategy.Model, stream, turn.AsOf)
                .Select(partition =>
                    (
                        partition.Name,
                        turn.Database.Value<long>(
                            $"""
                            SELECT count(*) FROM read_parquet({Sql.Text(Partitions.PathOf(turn.Store, partition))})
                            WHERE {Visible()} AND {Id} IN (SELECT {Id} FROM log WHERE {Within(from, to)})
                            """
                        )
                    )
                )
                .Where(partition => partition.Item2 > 0),
        ];

    /// <summary>Makes the table of what has arrived, in memory, or of a longer log a Parquet file: it is written in half the time of a table on disk, and read as fast.</summary>
    private void Lay(DateTime from, string arrived)
    {
        var rows = EventsOf(turn).Where(partition => partition.ReceivedTo >= from).Sum(partition => partition.Rows);
        if (rows * (Section.Columns.Count + Added) <= mostInMemory)
        {
            table = InMemory;
            turn.Database.Execute($"CREATE OR REPLACE TABLE {table} AS {arrived}");
            return;
        }

        var file = Sql.Text(turn.Store.Scratch());
        turn.Database.Execute($"COPY ({arrived}) TO {file} (FORMAT parquet, COMPRESSION uncompressed)");
        table = $"read_parquet({file})";
    }

    private T Once<T>(string sql, Func<T> read)
        where T : class
    {
        if (!known.TryGetValue(sql, out var value))
        {
            known[sql] = value = read();
        }

        return (T)value;
    }

    private string Visible() => $"received_at <= {Sql.Time(turn.AsOf)}";

    private string Arrived(DateTime from, LabelOpinions opinions) =>
        $"""
            WITH labels AS ({opinions.Counting(from)}),
            complaints AS (
                SELECT {Id}, bool_or({Complaint}) AS {Complaint}
                FROM ({Source(Partitions.Feedback)}) WHERE {Visible()} AND received_at >= {Sql.Time(from)} GROUP BY {Id})
            SELECT {string.Join(", ", Section.Columns.Keys.Select(Sql.Name))}, {Score}, scored_by, events.received_at,
                   {Label}, label_received_at, coalesce({Complaint}, FALSE) AS {Complaint},
                   {turn.Strategy.Sql(Section.Cluster)} AS cluster{(IsSampled ? $", {LogSection.Inclusion}" : "")}
            FROM ({Source(Partitions.Events)}) AS events LEFT JOIN labels USING ({Id}) LEFT JOIN complaints USING ({Id})
            WHERE {Visible().Replace("received_at", "events.received_at")} AND {Time} >= {Sql.Time(from)}
            """;

    /// <summary>SQL of a stream's rows in its partitions, visible or not.</summary>
    internal string Source(string stream) => Source(stream, Partitions.Read(turn.Store, turn.Strategy.Model, stream, turn.AsOf));

    /// <summary>The same of some of its partitions.</summary>
    internal string Source(string stream, IReadOnlyList<Partition> partitions)
    {
        turn.Reads(InputValues.OfStream(stream));
        var paths = Sql.List(partitions.Select(partition => Partitions.PathOf(turn.Store, partition)));
        return partitions.Count == 0 ? StreamColumns.Empty(turn.Strategy, stream)
            : partitions.Any(partition => partition.Sampled == true)
                ? $"SELECT * REPLACE (coalesce({LogSection.Inclusion}, 1) AS {LogSection.Inclusion}) FROM read_parquet({paths}, union_by_name = true)"
            : $"SELECT * FROM read_parquet({paths})";
    }

    private static IReadOnlyList<Partition> EventsOf(Turn turn)
    {
        turn.Reads(InputValues.OfStream(Partitions.Events));
        return Partitions.Read(turn.Store, turn.Strategy.Model, Partitions.Events, turn.AsOf);
    }
}
