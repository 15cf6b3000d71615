using Flywheel.State;
using Flywheel.Training;

namespace Flywheel.Site;

/// <summary>A version of a model: its manifest, and its card where it has one.</summary>
/// <param name="IsProposed">Whether nobody has merged it.</param>
public sealed record ModelVersion(string Name, string Manifest, string? Card, bool IsProposed)
{
    /// <summary>The manifest's values; null where it was written by another version of Flywheel.</summary>
    public ModelManifest? Read(string model)
    {
        try
        {
            return Documents.Read<ModelManifest>(ModelManifest.Path(model, Name), Manifest);
        }
        catch (RefusedException)
        {
            return null;
        }
    }
}
