using Flywheel.Metrics;
using Flywheel.Triggers;

namespace Flywheel.Backtesting.Schedules;

/// <summary>A model of one cycle, measured on a later one.</summary>
/// <param name="Trained">Index of the cycle at whose end it was trained.</param>
/// <param name="Tested">Index of the cycle that it is measured on.</param>
/// <param name="Rows">Labelled rows of that cycle.</param>
/// <param name="Events">Events of that cycle.</param>
/// <param name="Metric">The strategy's first metric.</param>
/// <param name="Priced">The metric that has a price; null where none has, or it cannot be told.</param>
public sealed record ScheduleCell(int Trained, int Tested, int Rows, long Events, double Metric, double? Priced);

/// <summary>Every model of history on the cycles after it.</summary>
public sealed record ScheduleResult
{
    /// <summary>What becomes money; null where nothing has a price.</summary>
    public required RegretPrice? Price { get; init; }

    /// <summary>Ends of the cycles of history, in order.</summary>
    public required IReadOnlyList<DateTime> Ends { get; init; }

    /// <summary>Models trained.</summary>
    public required int Trainings { get; init; }

    public required IReadOnlyList<ScheduleCell> Cells { get; init; }

    /// <summary>Cycles that some model was tested on.</summary>
    public int TestedCycles => Cells.Select(cell => cell.Tested).Distinct().Count();

    /// <summary>Events of a tested cycle, on average.</summary>
    public double Events => Cells.GroupBy(cell => cell.Tested).Select(cycle => (double)cycle.First().Events).DefaultIfEmpty().Average();

    /// <summary>The strategy's first metric by age; null where the history is too short.</summary>
    public AgeEffects? Decay(Metric metric) =>
        AgeEffects.Of([.. Cells.Select(cell => new AgedLoss(cell.Trained, cell.Tested, Loss(metric, cell.Metric)))]);

    /// <summary>What each interval costs; null without a price, or where the history is too short.</summary>
    /// <param name="present">The strategy's interval in cycles, or null.</param>
    /// <param name="error">Chance that one end of an interval errs.</param>
    public IntervalChoice? Choice(int? present, double error) =>
        Price is { Training: > 0 } price
        && AgeEffects.Of([
            .. Cells
                .Where(cell => cell.Priced is not null)
                .Select(cell => new AgedLoss(cell.Trained, cell.Tested, Loss(price.Metric, cell.Priced!.Value))),
        ])
            is { } effects
            ? IntervalChoice.Of(effects, price.PerEvent * Events, price.Training, present, error)
            : null;

    /// <summary>A metric turned so that less is better.</summary>
    private static double Loss(Metric metric, double value) => metric.Direction == 0 ? Math.Abs(value) : -metric.Direction * value;
}
