using Flywheel.Logging.Targets;

namespace Flywheel.Training.Searching;

/// <summary>Trains a trial on a share of the rows, and judges it on the newest.</summary>
public sealed class TrialRun(TrialRows rows, Target target, int seed, ITrainer engine, TimeProvider clock)
{
    /// <param name="rounded">Told after each round of how many.</param>
    public Shown Of(Trainer trainer, double share, Action<int, int> rounded)
    {
        var begun = clock.GetTimestamp();
        var (fitted, judged) = rows.For(trainer, share);
        using var model = engine.Fit(
            trainer.Name,
            fitted,
            trainer.Passes,
            trainer.Parameters(target, seed),
            round => rounded(round, trainer.Passes)
        );
        var losses = new RowLosses(target, judged.Labels).OfOutputs(model.Outputs(judged.Values, judged.Rows, 0));
        return new(rows.ByCluster(losses), clock.GetElapsedTime(begun).TotalSeconds);
    }
}

/// <summary>What a trial showed in a heat.</summary>
/// <param name="LossByCluster">Sum of the judged rows' weighted losses in each cluster, shape [clusters].</param>
/// <param name="Seconds">How long that took.</param>
public sealed record Shown(double[] LossByCluster, double Seconds);
