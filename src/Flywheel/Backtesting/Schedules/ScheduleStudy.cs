using Flywheel.Curation;
using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Rollout;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Triggers;
using Flywheel.Turns;

namespace Flywheel.Backtesting.Schedules;

/// <summary>A model trained at the end of every cycle of history, as the strategy would have, and measured on the cycles after it.</summary>
/// <remarks>
/// Each training sees what had been received by its time: curation gathers the log cycle by cycle, as turns would have. What curation would
/// have asked of a model in force it draws from all events alike, since none is in force here. A model is tested only on events after its
/// training, with the labels that had arrived by the end of the history.
/// </remarks>
/// <param name="workplace">Its store holds a log and a reservoir of the study's own; trainings are shared by their content.</param>
/// <param name="price">What becomes money; null where nothing has a price.</param>
public sealed class ScheduleStudy(ModelStrategy strategy, Workplace workplace, RegretPrice? price)
{
    /// <param name="ends">Ends of the cycles of history, in order.</param>
    public ScheduleResult Over(IReadOnlyList<DateTime> ends)
    {
        Gather(ends);
        var trained = Trained(ends);
        var oldest = AgeEffects.OldestOf([
            .. Enumerable.Range(1, ends.Count).Select(age => trained.Keys.Count(cycle => cycle + age < ends.Count)),
        ]);
        return new()
        {
            Price = price,
            Ends = ends,
            Trainings = trained.Count,
            Cells = oldest < 2 ? [] : Tested(ends, trained, oldest),
        };
    }

    private void Gather(IReadOnlyList<DateTime> ends)
    {
        using var stage = workplace.Progress.Stage("gather", remembered: false);
        for (var i = 0; i < ends.Count; i++)
        {
            workplace.Progress.Step((double)i / ends.Count, $"log of {Ledger.Day(ends[i])}");
            if (workplace.Store.Read(Reservoir.NameOf(strategy.Model, ends[i], strategy.Digest)) is null)
            {
                Loop.Gather(At(ends, i));
            }
        }
    }

    /// <summary>Models by the index of the cycle at whose end each was trained, as hashes of their bytes.</summary>
    private SortedDictionary<int, string> Trained(IReadOnlyList<DateTime> ends)
    {
        using var stage = workplace.Progress.Stage("train", remembered: false);
        var trained = new SortedDictionary<int, string>();
        var first = At(ends, ends.Count - 1).Log.FirstEvent();

        // The newest model has no cycle after it.
        for (var i = 0; i < ends.Count - 1; i++)
        {
            var turn = At(ends, i);
            if (Decide.HasHistory(strategy, first, ends[i]) && FormDataset.Form(turn) is { Rows: > 0 } dataset)
            {
                workplace.Progress.Step((double)i / ends.Count, $"model of {Ledger.Day(ends[i])}");
                trained[i] = Train.Fit(turn, dataset).Bytes;
            }
        }

        return trained;
    }

    private List<ScheduleCell> Tested(IReadOnlyList<DateTime> ends, SortedDictionary<int, string> trained, int oldest)
    {
        using var stage = workplace.Progress.Stage("test", remembered: false);
        var afterwards = At(ends, ends.Count - 1);
        var models = trained.ToDictionary(
            model => model.Key,
            model => ModelShelf.Open(afterwards, model.Value, $"{strategy.Model} of {Ledger.Day(ends[model.Key])}")
        );
        try
        {
            afterwards.Log.See(ends[trained.Keys.First()], curated: true);
            var cells = new List<ScheduleCell>();
            for (var tested = trained.Keys.First() + 1; tested < ends.Count; tested++)
            {
                workplace.Progress.Step((double)tested / ends.Count, $"cycle that ended on {Ledger.Day(ends[tested])}");
                cells.AddRange(
                    Tested(afterwards, ends, tested, models.Where(model => tested - model.Key is > 0 and var age && age <= oldest))
                );
                afterwards.Log.ForgetRows();
            }

            return cells;
        }
        finally
        {
            foreach (var model in models.Values)
            {
                model.Dispose();
            }
        }
    }

    private IEnumerable<ScheduleCell> Tested(
        Turn turn,
        IReadOnlyList<DateTime> ends,
        int tested,
        IEnumerable<KeyValuePair<int, Scorer>> models
    )
    {
        var within = turn.Log.Within(ends[tested] - strategy.Main.Cycle, ends[tested]);
        var events = turn.Database.Value<long>($"SELECT count(*) FROM log WHERE {within}");
        var rows = LabelledRows.Read(strategy, turn.Database, within, []);
        foreach (var (cycle, model) in models.OrderBy(model => model.Key))
        {
            var scored = ScoredRows.Of(rows.Sample, model.Score(turn, rows.Where), model.Threshold);
            if (strategy.Metrics[0].Measure(scored) is { } metric)
            {
                yield return new(cycle, tested, rows.Sample.Count, events, metric.Value, price?.Metric.Measure(scored)?.Value);
            }
        }
    }

    /// <summary>A turn at the end of a cycle, after turns at the ends of those before it.</summary>
    private Turn At(IReadOnlyList<DateTime> ends, int index) =>
        new(
            strategy,
            ends[index],
            new(
                [
                    .. ends.Take(index)
                        .Select(end => new LedgerRow
                        {
                            AsOf = end,
                            Events = 0,
                            Labelled = 0,
                            Alarms = 0,
                            Trigger = "no",
                            Reason = "",
                            Decision = OfflineTesting.Decisions.NoCandidate,
                            Curated = 0,
                            LabelCost = 0,
                            Strategy = strategy.Digest,
                        }),
                ],
                [],
                [],
                [],
                new Deployment { Model = strategy.Model },
                []
            ),
            workplace
        );
}
