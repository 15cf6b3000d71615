using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Training;

[Doc("A tested recipe trained once more, on the window up to the last label.")]
public sealed record RefittedModel
{
    [Doc("Time of its first event, or earlier."), Moment]
    public required string From { get; init; }

    [Doc("Events from this time on it never saw."), Moment]
    public required string To { get; init; }

    [Doc("Rows that it was trained on.")]
    public required long Rows { get; init; }

    [Doc("Digest of these rows in order of id.")]
    public required string Digest { get; init; }

    [Doc("SHA-256 of its bytes under the model's environment.")]
    public required string Bytes { get; init; }

    internal OrderedDictionary<string, object?> Write() =>
        Documents.Map([("from", From), ("to", To), ("rows", Rows), ("digest", Digest), ("bytes", Bytes)]);
}
