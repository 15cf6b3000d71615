using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Curation.Labelling;

/// <summary>Counts what labelers said since the last turn, what it cost, and what the labels of each rule's points showed.</summary>
/// <param name="points">Laid with the labels that count by now.</param>
internal sealed class LabelAccount(Turn turn, PickedPoints points)
{
    private const string NewLabels = "\"new labels\"";
    private const string LastWords = "\"last words\"";

    private readonly LabelOpinions opinions = new(turn, curated: true);

    private LabelSource Labels => turn.Strategy.Curation.Labels;

    private string Id => turn.Log.Id;

    private string Label => turn.Log.Label;

    private static string Price => Sql.Name(LabelOpinions.Price);

    private static string Signed => Sql.Name(LabelOpinions.Signed);

    public LabelRecord Of(IReadOnlyDictionary<string, ProgramTrouble> troubles)
    {
        turn.Database.Execute($"CREATE OR REPLACE TEMP TABLE {NewLabels} AS {New}");
        turn.Database.Execute(
            $"CREATE OR REPLACE TEMP TABLE {LastWords} AS SELECT * FROM ({opinions.LastWords}) WHERE {Id} IN (SELECT {Id} FROM {PickedPoints.Table})"
        );
        var labelers = Labels is LabelsFromLog ? null : Labels.Labelers.Select((one, i) => Of(one, i, troubles)).ToList();
        var record = new LabelRecord
        {
            Labelers = labelers,
            Bought = labelers is null
                ? null
                :
                [
                    .. Partitions
                        .ReadBought(turn.Store, turn.Strategy.Model, turn.AsOf, curated: true)
                        .Where(partition => partition.ReceivedTo == turn.AsOf)
                        .Select(partition => partition.Digest),
                ],
            Shares = [.. ByRule(), .. ByCohort()],
            Yields = [.. Yields()],
            Agreements = [.. Agreements()],
            Conflicts = turn.Database.Value<long>($"SELECT count(*) FROM ({Differing})"),
            LeftOut = turn.Database.Value<long>(
                $"SELECT count(*) FROM {PickedPoints.Table} WHERE {turn.Log.TrainingLabel} IS NULL AND {Id} IN ({Differing})"
            ),
            Relabelled = turn.Database.Value<long>(
                $"""
                SELECT count(DISTINCT {Id}) FROM (
                    SELECT {Id} FROM ({opinions.All}) WHERE {Label} IS NOT NULL AND {Id} IN (SELECT {Id} FROM {PickedPoints.Table})
                    GROUP BY {Id}, {Signed} HAVING count(DISTINCT {Label}) > 1)
                """
            ),
            Cost = labelers?.Sum(labeler => labeler.Cost) ?? 0,
            Troubles = [.. troubles.Select(trouble => $"The labeler '{trouble.Key}' {trouble.Value.Told}")],
        };
        turn.Database.Execute($"DROP TABLE {NewLabels}; DROP TABLE {LastWords}; DROP TABLE {PickedPoints.Table}");
        return record;
    }

    private string Differing => $"SELECT {Id} FROM {LastWords} GROUP BY {Id} HAVING count(DISTINCT {Label}) > 1";

    /// <summary>Labels since the last turn, each with its price: of labelers when they were given, of the log when a point that was picked has one; where all come from there, when it is picked.</summary>
    private string New
    {
        get
        {
            var columns = $"{Id}, {Signed}, {Price}";
            var labelers = $"SELECT {columns} FROM ({opinions.OfLabelers}) WHERE {Label} IS NOT NULL AND {turn.ReceivedSince}";
            if (Labels.Labelers.OfType<LabelsFromLog>().FirstOrDefault() is not { } log)
            {
                return labelers;
            }

            var own = Reservoir.Own(turn) is { } batch
                ? $"SELECT id FROM read_parquet({Sql.Text(turn.Store.PathOf(batch.Object))})"
                : "SELECT NULL WHERE FALSE";
            var of = $"{Sql.Text(log.Signs)} AS {Signed}, CAST({Sql.Number(log.Price)} AS DOUBLE) AS {Price}";
            if (Labels is LabelsFromLog)
            {
                return $"SELECT {Id}, {of} FROM {PickedPoints.Table} WHERE {Id} IN ({own})";
            }

            return $"""
                {labelers} UNION ALL
                SELECT {Id}, {of} FROM (SELECT {Id}, min(received_at) AS received_at FROM ({opinions.OfLog}) GROUP BY {Id})
                WHERE {Id} IN (SELECT {Id} FROM {PickedPoints.Table}) AND ({turn.ReceivedSince} OR {Id} IN ({own}))
                """;
        }
    }

    private LabelerTurn Of(LabelSource labeler, int place, IReadOnlyDictionary<string, ProgramTrouble> troubles)
    {
        var signs = $"{LabelOpinions.Labeler(Signed)} = {Sql.Text(labeler.Signs)}";
        var (labels, cost) = Priced($"SELECT {Price} FROM {NewLabels} WHERE {signs}");
        var (soFar, costSoFar) =
            labeler is LabelsFromLog
                ? Priced(
                    $"SELECT CAST({Sql.Number(labeler.Price)} AS DOUBLE) AS {Price} FROM {LastWords} WHERE {Signed} = {Sql.Text(labeler.Signs)}"
                )
                : Priced($"SELECT {Price} FROM ({opinions.OfLabelers}) WHERE {Label} IS NOT NULL AND {signs}");
        return new(
            labeler.Signs,
            LabelSource.Kinds.WordOf(labeler.GetType()),
            labels,
            turn.Database.Value<long>(
                $"SELECT count(*) FROM ({opinions.OfLabelers}) WHERE {Label} IS NULL AND {signs} AND {turn.ReceivedSince}"
            ),
            cost,
            labeler is LabelsBySqlRule ? 0 : turn.Database.Value<long>($"SELECT count(*) FROM ({points.For(place)})"),
            troubles.GetValueOrDefault(labeler.Signs)?.Said,
            soFar,
            costSoFar
        );
    }

    private IEnumerable<LabelShare> ByRule() =>
        turn
            .Database.Rows<string>(
                $"SELECT DISTINCT {PickedPoints.Rule} AS rule FROM {PickedPoints.Table} SEMI JOIN {NewLabels} USING ({Id}) ORDER BY rule"
            )
            .Select(rule => Share("rule", rule, $"{PickedPoints.Rule} = {Sql.Text(rule)}"));

    private IEnumerable<LabelShare> ByCohort() =>
        turn.Strategy.Cohorts.Select(cohort => Share("cohort", cohort.Name, cohort.Sql)).Where(share => share.Labels > 0);

    private LabelShare Share(string by, string name, string condition)
    {
        var (labels, cost) = Priced(
            $"SELECT {Price} FROM {NewLabels} WHERE {Id} IN (SELECT {Id} FROM {PickedPoints.Table} WHERE {condition})"
        );
        return new(by, name, labels, cost);
    }

    /// <summary>How many labels, and what they cost: whole numbers of each price, so that no order of addition matters.</summary>
    private (long Labels, double Cost) Priced(string prices)
    {
        var rows = turn.Database.Rows<(double Price, long Labels)>(
            $"SELECT {Price} AS price, count(*) AS labels FROM ({prices}) GROUP BY {Price} ORDER BY {Price}"
        );
        return (rows.Sum(row => row.Labels), rows.Sum(row => row.Price * row.Labels));
    }

    private IEnumerable<LabelYield> Yields()
    {
        var (label, score, target) = (turn.Log.TrainingLabel, turn.Log.Score, turn.Strategy.Target);
        var to = turn.AsOf - turn.Strategy.Main.Dataset.HoldOut;
        var from = turn.Strategy.Main.Dataset.Points.From(to, turn.Log.FirstEvent);
        var isNumber = turn.Strategy.Main.Task == ModelTask.Regression;
        var wrong =
            target.IsProbability
                ? $"({score} >= {(ModelShelf.ThresholdInForce(turn) ?? PredictionMetric.Half).ToString(System.Globalization.CultureInfo.InvariantCulture)}) <> ({label} = 1)"
            : isNumber ? "FALSE"
            : $"{score} <> {label}";
        var error = isNumber
            ? $"sum(abs({score} - {label}) ORDER BY {Id}) FILTER ({score} IS NOT NULL AND {label} IS NOT NULL)"
            : "CAST(NULL AS DOUBLE)";
        var rows = turn.Database.Rows<Counted>(
            $"""
            SELECT {PickedPoints.Rule} AS rule, count(*) AS picked, count({label}) AS labelled,
                   {(target.IsProbability ? $"count(*) FILTER ({label} = 1)" : "CAST(0 AS BIGINT)")} AS positive,
                   count(*) FILTER ({label} IS NOT NULL AND {score} IS NOT NULL) AS scored, count(*) FILTER ({wrong}) AS wrong, {error} AS error,
                   count(*) FILTER ({label} IS NOT NULL AND NOT evaluates AND {turn.Log.Within(from, to)}) AS trains
            FROM {PickedPoints.Table} GROUP BY {PickedPoints.Rule} ORDER BY rule
            """
        );
        var reference = rows.Any(row => row.Rule == AuditStream.Name) ? AuditStream.Name : CurationRule.Kinds.WordOf(typeof(RandomRule));
        return rows.Select(row => new LabelYield(
                row.Rule,
                row.Picked,
                row.Labelled,
                target.IsProbability ? row.Positive : null,
                row.Scored,
                isNumber ? null : row.Wrong,
                isNumber && row.Scored > 0 ? row.Error / row.Scored : null,
                row.Trains,
                row.Rule == reference
            ))
            .OrderByDescending(yield => yield.IsReference);
    }

    private sealed record Counted(
        string Rule,
        long Picked,
        long Labelled,
        long Positive,
        long Scored,
        long Wrong,
        double? Error,
        long Trains
    );

    private IEnumerable<Agreement> Agreements()
    {
        var (one, other) = ("\"one word\"", "\"other word\"");
        var cells = turn.Database.Rows<(string First, string Second, string FirstLabel, string SecondLabel, long Points)>(
            $"""
            SELECT {one}.{Signed} AS a, {other}.{Signed} AS b, CAST({one}.{Label} AS VARCHAR) AS c, CAST({other}.{Label} AS VARCHAR) AS d, count(*) AS n
            FROM {LastWords} AS {one} JOIN {LastWords} AS {other} ON {one}.{Id} = {other}.{Id} AND {one}.{Signed} < {other}.{Signed}
            GROUP BY ALL ORDER BY ALL
            """
        );
        return cells
            .GroupBy(cell => (cell.First, cell.Second))
            .Select(pair => new Agreement(
                pair.Key.First,
                pair.Key.Second,
                pair.Sum(cell => cell.Points),
                pair.Where(cell => cell.FirstLabel == cell.SecondLabel).Sum(cell => cell.Points),
                turn.Strategy.Main.Task == ModelTask.Regression
                    ? null
                    : Agreement.KappaOf([.. pair.Select(cell => (cell.FirstLabel, cell.SecondLabel, cell.Points))])
            ));
    }
}
