using System.Globalization;

namespace Flywheel.Training;

/// <summary>How large a model's error is, predicted of each row from its features and score by a second model.</summary>
public static class LossModel
{
    private const int Trees = 100;

    private static readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal)
    {
        ["objective"] = "reg:squarederror",
        ["max_depth"] = "4",
        ["eta"] = "0.1",
        ["min_child_weight"] = "20",
    };

    /// <param name="known">Rows whose error is known.</param>
    /// <param name="errors">Not negative, shape [known].</param>
    /// <param name="asked">Rows whose error is asked for, of the same columns.</param>
    /// <returns>Not negative, shape [asked].</returns>
    public static double[] Predict(ITrainer engine, int seed, LossRows known, float[] errors, LossRows asked)
    {
        using var model = engine.Fit(
            "learned-loss",
            new(known.Values, errors.Length, known.Names, known.Categorical, errors),
            Trees,
            new Dictionary<string, string>(_parameters) { ["seed"] = seed.ToString(CultureInfo.InvariantCulture) },
            _ => { }
        );
        return Array.ConvertAll(model.Score(asked.Values, asked.Scores.Length), error => Math.Max(0.0, error));
    }
}
