namespace Flywheel.XGBoost;

/// <summary>One metric on the validation rows after a round.</summary>
/// <param name="Metric">Name as in eval_metric, e.g. logloss.</param>
/// <param name="Value">In the metric's own unit.</param>
public readonly record struct Score(string Metric, double Value);

/// <summary>What is known after one boosting round.</summary>
/// <param name="Number">Rounds in the model so far, counting from 1; continued training goes on counting.</param>
/// <param name="Last">Number that the last round will have if training does not stop early.</param>
/// <param name="Scores">Metrics on the validation rows, in the order of eval_metric; empty without validation.</param>
/// <param name="Best">Whether the deciding metric, which is the last one, has never been better.</param>
public sealed record Round(int Number, int Last, IReadOnlyList<Score> Scores, bool Best);
