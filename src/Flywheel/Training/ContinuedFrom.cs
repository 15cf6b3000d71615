using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Training;

[Doc("The model that a training went on from: it is to be there, with these bytes, before this one can be made again.")]
public sealed record ContinuedFrom
{
    [Doc("Its version."), Moment]
    public required string Version { get; init; }

    [Doc("SHA-256 of its bytes, as its manifest names them.")]
    public required string Bytes { get; init; }

    [Doc("Continuations after one another since a model was trained afresh, this one among them."), AtLeast(1)]
    public required int Times { get; init; }

    internal Flow Write() => Documents.Flow([("version", Version), ("bytes", Bytes), ("times", Times)]);
}
