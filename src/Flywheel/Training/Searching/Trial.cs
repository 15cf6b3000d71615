using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Training.Searching;

[Doc("A trial of a search.")]
public sealed record Trial
{
    [Doc("What was trained.")]
    public required SearchedTrainer Trainer { get; init; }

    [Doc("Parameters that were drawn; the others have their default.")]
    public IReadOnlyDictionary<string, double> With { get; init; } = new Dictionary<string, double>();

    [Doc("Mean loss on the judging rows after each heat that it was in.")]
    public IReadOnlyList<double> Losses { get; init; } = [];

    [Doc("Standard error of the last of them, by cluster.")]
    public double? StandardError { get; init; }

    [Doc("The last of them less that of the defaults in the same heat, paired; null for the defaults.")]
    public double? Difference { get; init; }

    [Doc("Lower end of its interval, all trials together.")]
    public double? Low { get; init; }

    [Doc("Upper end of its interval, all trials together.")]
    public double? High { get; init; }

    internal Flow Write() =>
        Documents.Flow([
            ("trainer", KebabCase.Of(Trainer.ToString())),
            ("with", With.Count == 0 ? null : With),
            ("losses", Losses),
            ("standard-error", StandardError),
            ("difference", Difference),
            ("low", Low),
            ("high", High),
        ]);
}
