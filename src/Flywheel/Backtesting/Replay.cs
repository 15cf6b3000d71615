using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.Rollout;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.Backtesting;

/// <summary>Runs the loop over recorded history with a clock of its own: the same turns, from the first event to the last.</summary>
/// <remarks>
/// The model in force scores each cycle as it arrives; labels come when they came; every proposal counts as merged. What a cycle was
/// worth is measured afterwards, on all its labels; the strategy itself never sees one before it arrived.
/// </remarks>
public sealed class Replay(NamedStrategy named, Workplace workplace, IProduction production)
{
    private readonly ModelStrategy strategy = named.Strategy;
    private readonly List<LedgerRow> ledger = [];
    private long trainingWork;

    private string Folder => Path.Combine(workplace.Root, strategy.Log.Source);

    /// <summary>The turns so far.</summary>
    public IReadOnlyList<LedgerRow> Turns => ledger;

    /// <param name="end">End of the last cycle to replay.</param>
    public ReplayResult Until(DateTime end)
    {
        var cycles = (int)((end - production.Begins) / strategy.Main.Cycle);
        for (var i = 0; i < cycles; i++)
        {
            var from = production.Begins + (i * strategy.Main.Cycle);
            workplace.Progress.Step((double)i / cycles, $"{named.Name}, {Ledger.Day(from)}");
            Arrive(from, from + strategy.Main.Cycle);
            Turn(from + strategy.Main.Cycle);
        }

        return new()
        {
            Name = named.Name,
            Points = Measure(production.Begins + (cycles * strategy.Main.Cycle)),
            Trainings = ledger.Count(row => row.Candidate.Length > 0),
            Promotions = ledger.Count(row => row.Decision == Decisions.Promote),
            TrainingWork = trainingWork,
            Alarms = ledger.Count(row => row.Alarms > 0),
            LabelCost = ledger.Sum(row => row.LabelCost),
        };
    }

    private void Arrive(DateTime from, DateTime to)
    {
        if (production.Arrived(Folder, from))
        {
            return;
        }

        var version = Deployment.Read(workplace.Files, strategy.Model).At(from);
        using var model = version is null ? null : ModelShelf.LoadForProduction(TurnAt(from), version);
        production.Arrive(strategy, Folder, from, to, model, version);
    }

    private void Turn(DateTime asOf)
    {
        var turn = TurnAt(asOf);
        Loop.Turn(turn);
        var path = Ledger.Path(strategy.Model);
        ledger.Add(Ledger.Read(workplace.Files.Read(path), path)[^1]);
        trainingWork += (turn.Of<Datasets.DatasetRecord>().Dataset?.Rows ?? 0) * strategy.Main.Training.Passes;
        trainingWork += turn.Of<TrainingRecord>().Manifest?.Search?.Work ?? 0;
    }

    /// <summary>A turn that sees everything up to a time with all its labels: what the turns themselves could not know.</summary>
    public Turn Afterwards(DateTime end)
    {
        var afterwards = TurnAt(end + strategy.Log.Label.ArrivesAfter);
        Ingest.Run(afterwards);
        afterwards.Log.See(production.Begins, curated: true);
        return afterwards;
    }

    private List<ReplayPoint> Measure(DateTime end)
    {
        var afterwards = Afterwards(end);
        var metric = strategy.Metrics[0];
        var points = new List<ReplayPoint>();
        foreach (var row in ledger)
        {
            var from = row.AsOf - strategy.Main.Cycle;
            var first = row.InForce.Length == 0 && row.Decision == Decisions.Promote;
            if (row.InForce.Length == 0 && !first)
            {
                continue;
            }

            var rows = LabelledRows.Read(afterwards, afterwards.Log.Within(from, row.AsOf));
            var scores = rows.LoggedScore;
            var threshold = ModelManifest.ThresholdOf(workplace.Files, strategy.Model, first ? row.Candidate : row.InForce);
            if (first)
            {
                using var model = ModelShelf.Load(afterwards, row.Candidate);
                scores = model.Score(afterwards, rows.Where);
            }

            var scored = ScoredRows.Of(rows.Sample, scores, threshold).Where(Array.ConvertAll(scores, score => !double.IsNaN(score)));
            points.Add(
                new(
                    row.AsOf,
                    first ? row.Candidate : row.InForce,
                    metric.Estimate(scored, strategy.Main.Monitoring.Error),
                    first,
                    row.Decision
                )
            );
        }

        return points;
    }

    private Turn TurnAt(DateTime asOf) => new(strategy, asOf, BaseState.Before(asOf, workplace.Files, strategy.Model), workplace);
}
