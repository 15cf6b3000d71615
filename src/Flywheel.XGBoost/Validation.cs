namespace Flywheel.XGBoost;

/// <summary>Rows that are watched while a booster trains.</summary>
/// <param name="Matrix">Labelled rows with the same columns as the training rows. Must not be the training rows themselves.</param>
/// <param name="Name">Name in messages, e.g. "newest week".</param>
/// <param name="EarlyStoppingRounds">
/// Rounds without a better score after which training stops; the model is cut back to its best round. Null watches only.
/// </param>
/// <param name="Maximise">Whether more is better; null knows it from the metric's name.</param>
public sealed record Validation(DMatrix Matrix, string Name, int? EarlyStoppingRounds = null, bool? Maximise = null)
{
    /// <summary>Whether more is better.</summary>
    /// <param name="metric">The deciding metric; among XGBoost's, only the areas under curves grow.</param>
    internal bool Maximises(string metric) => Maximise ?? metric is "auc" or "aucpr";
}
