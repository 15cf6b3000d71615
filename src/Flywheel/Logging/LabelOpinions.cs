using Flywheel.Curation;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>What is said of each point's label as of a turn's time: by production's log, and by labelers who sign what they say.</summary>
/// <remarks>Nothing is overwritten: an opinion stays beside those that contradict it, and a rule of the strategy says which of them counts.</remarks>
/// <param name="curated">Whether what labelers said at the turn's very time is among it: monitoring comes before that.</param>
public sealed class LabelOpinions(Turn turn, bool curated)
{
    /// <summary>Who said it: the labeler's name, and after a slash the person's where there are several. No declared column has a name with a space.</summary>
    public const string Signed = "signed by";

    /// <summary>What it cost.</summary>
    public const string Price = "price of label";

    private const string Votes = "\"votes of label\"";

    private IReadOnlyList<Partition>? bought;

    private LabelSource Labels => turn.Strategy.Curation.Labels;

    private string Id => turn.Log.Id;

    private string Label => turn.Log.Label;

    private IReadOnlyList<Partition> Bought
    {
        get
        {
            turn.Reads(InputValues.OfStream(Partitions.Bought));
            if (curated)
            {
                turn.ReadsRecord<Curation.Labelling.LabelRecord>();
            }

            return bought ??= Partitions.ReadBought(turn.Store, turn.Strategy.Model, turn.AsOf, curated);
        }
    }

    /// <summary>Whether any labeler but the log has said, or may say, something.</summary>
    public bool Any => Labels is not LabelsFromLog || Bought.Count > 0;

    /// <summary>SQL of the log's own labels, <c>id, label, received_at</c>; null where the strategy does not take its labels from there.</summary>
    public string? OfLog =>
        Labels.Labelers.OfType<LabelsFromLog>().Any()
            ? $"SELECT {Id}, {Label}, received_at FROM ({turn.Log.Source(Partitions.Labels)}) WHERE received_at <= {Sql.Time(turn.AsOf)}"
            : null;

    /// <summary>SQL of what labelers said, with signature and price; the label is NULL where they could not tell.</summary>
    public string OfLabelers => $"SELECT * FROM ({turn.Log.Source(Partitions.Bought, Bought)}) WHERE received_at <= {Sql.Time(turn.AsOf)}";

    /// <summary>SQL of everything that was said, <c>id, label, received_at, "signed by"</c>; what nobody could tell is NULL.</summary>
    public string All =>
        string.Join(
            " UNION ALL ",
            new[]
            {
                OfLog is { } log
                    ? $"SELECT *, {Sql.Text(Labels.Labelers.OfType<LabelsFromLog>().First().Signs)} AS {Sql.Name(Signed)} FROM ({log})"
                    : null,
                $"SELECT {Id}, {Label}, received_at, {Sql.Name(Signed)} FROM ({OfLabelers})",
            }.OfType<string>()
        );

    /// <summary>SQL of each signature's last word on each point, in the same columns.</summary>
    public string LastWords
    {
        get
        {
            var newest = turn.Strategy.Target.Newest(Label);
            return $"""
                SELECT {Id}, {Sql.Name(Signed)}, {newest.Label} AS {Label}, {newest.ReceivedAt} AS received_at
                FROM ({All}) WHERE {Label} IS NOT NULL GROUP BY {Id}, {Sql.Name(Signed)}
                """;
        }
    }

    /// <summary>SQL of the one label of each point that counts, <c>id, label, label_received_at</c>; NULL where the opinions of it are left out.</summary>
    /// <param name="from">What was received before is of no interest.</param>
    public string Counting(DateTime from)
    {
        var since = $"received_at >= {Sql.Time(from)}";
        var newest = turn.Strategy.Target.Newest(Label);
        if (!Any)
        {
            return $"""
                SELECT {Id}, {newest.Label} AS {Label}, {newest.ReceivedAt} AS label_received_at
                FROM ({turn.Log.Source(Partitions.Labels)}) WHERE received_at <= {Sql.Time(turn.AsOf)} AND {since} GROUP BY {Id}
                """;
        }

        return Labels.Conflicts switch
        {
            LabelConflicts.FirstLabeler => OfFirst(since),
            LabelConflicts.Majority => OfMost(since),
            LabelConflicts.LeaveOut => $"""
                SELECT {Id}, CASE WHEN count(DISTINCT {Label}) = 1 THEN max({Label}) END AS {Label}, max(received_at) AS label_received_at
                FROM ({LastWords}) WHERE {since} GROUP BY {Id}
                """,
            _ => $"""
                SELECT {Id}, {newest.Label} AS {Label}, {newest.ReceivedAt} AS label_received_at
                FROM ({All}) WHERE {Label} IS NOT NULL AND {since} GROUP BY {Id}
                """,
        };
    }

    /// <summary>SQL of a signature's labeler.</summary>
    public static string Labeler(string signed) => $"split_part({signed}, '/', 1)";

    private string OfFirst(string since)
    {
        var place = string.Join(
            ' ',
            Labels.Labelers.Select((labeler, i) => $"WHEN {Labeler(Sql.Name(Signed))} = {Sql.Text(labeler.Signs)} THEN {-i}")
        );
        var first = $"max({{'place': CASE {place} ELSE {-Labels.Labelers.Count} END, 'received_at': received_at, 'label': {Label}}})";
        return $"""
            SELECT {Id}, {first}.label AS {Label}, {first}.received_at AS label_received_at
            FROM ({LastWords}) WHERE {since} GROUP BY {Id}
            """;
    }

    private string OfMost(string since) =>
        $"""
            WITH "all votes" AS (
                SELECT {Id}, {Label}, count(*) AS {Votes}, max(received_at) AS received_at FROM ({LastWords}) WHERE {since} GROUP BY {Id}, {Label}),
            "most votes" AS (SELECT {Id}, max({Votes}) AS {Votes}, max(received_at) AS "last vote" FROM "all votes" GROUP BY {Id})
            SELECT {Id}, CASE WHEN count(*) = 1 THEN max({Label}) END AS {Label}, max("last vote") AS label_received_at
            FROM "all votes" JOIN "most votes" USING ({Id}, {Votes}) GROUP BY {Id}
            """;
}
