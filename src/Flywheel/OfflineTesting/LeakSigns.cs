using Flywheel.Metrics;

namespace Flywheel.OfflineTesting;

/// <summary>What may mean that a model is told the answer: rows that it was trained on and is tested on, and features that know the label.</summary>
/// <param name="Sets">Rows of evaluation sets that are in the candidate's training data.</param>
/// <param name="Features">What each feature alone tells.</param>
public sealed record LeakSigns(IReadOnlyList<TrainedRows> Sets, IReadOnlyList<FeatureSigns> Features);

/// <summary>Rows of an evaluation set that the candidate was trained on.</summary>
/// <param name="Set">Name and version.</param>
/// <param name="Rows">Rows of the set.</param>
/// <param name="Trained">Rows whose id is in the training data.</param>
/// <param name="Twins">Rows of which the training data has one with another id, the same time and the same features.</param>
public sealed record TrainedRows(string Set, long Rows, long Trained, long Twins);

/// <summary>What one feature tells of the label; null where there is nothing to measure.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="PowerIn">Metric of a small model of this feature alone.</param>
/// <param name="Power">That metric on the hold-out.</param>
/// <param name="WithoutLabel">How much more often it is missing in events without a label than in those with one: the difference of the shares.</param>
/// <param name="BeforeLabel">The same of events received before their label, and those received with it or after.</param>
/// <param name="Corrected">How well later values of the same events, against those first logged, tell their labels: the area under the ROC curve, turned so that it is above 0.5.</param>
public sealed record FeatureSigns(
    string Feature,
    string PowerIn,
    Measurement? Power,
    Measurement? WithoutLabel,
    Measurement? BeforeLabel,
    Measurement? Corrected
);
