using System.Globalization;
using Flywheel.Training;

namespace Flywheel.Curation;

/// <summary>A model that a rule learns for itself.</summary>
internal static class SmallModel
{
    /// <param name="values">Shape [rows, columns] of the encoder, and a last column where there is one more.</param>
    /// <param name="labels">Shape [rows].</param>
    /// <param name="more">Name of a number beside the features; null where there is none.</param>
    public static IFittedModel Fit(
        Candidates candidates,
        Encoder encoder,
        float[] values,
        float[] labels,
        int trees,
        Dictionary<string, string> parameters,
        string? more = null
    ) =>
        candidates.Turn.Workplace.Engine.Fit(
            "curation",
            new(
                values,
                labels.Length,
                [.. encoder.Names, .. more is null ? Array.Empty<string>() : [more]],
                [.. encoder.Categorical, .. more is null ? Array.Empty<bool>() : [false]],
                labels
            ),
            trees,
            new Dictionary<string, string>(parameters)
            {
                ["seed"] = candidates.Turn.Strategy.Main.Seed.ToString(CultureInfo.InvariantCulture),
            },
            _ => { }
        );
}
