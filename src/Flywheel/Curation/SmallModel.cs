using System.Globalization;
using Flywheel.Training;

namespace Flywheel.Curation;

/// <summary>A model that a rule learns for itself.</summary>
internal static class SmallModel
{
    /// <param name="values">Shape [rows, columns] of the encoder, and a last column where there is one more.</param>
    /// <param name="labels">Shape [rows].</param>
    public static IFittedModel Fit(
        Candidates candidates,
        Encoder encoder,
        float[] values,
        float[] labels,
        int trees,
        Dictionary<string, string> parameters
    ) =>
        candidates.Engine.Fit(
            "curation",
            new(values, labels.Length, encoder.Names, encoder.Categorical, labels),
            trees,
            new Dictionary<string, string>(parameters) { ["seed"] = candidates.Seed.ToString(CultureInfo.InvariantCulture) },
            _ => { }
        );
}
