using System.Text.Json.Serialization;
using Flywheel.Turns;

namespace Flywheel.Curation.Labelling;

/// <summary>What labelers said in a turn, and what their labels were worth by then.</summary>
public sealed record LabelRecord : IStageRecord
{
    /// <summary>Each labeler in its order; null where all labels come from the log.</summary>
    public IReadOnlyList<LabelerTurn>? Labelers { get; init; }

    /// <summary>Digests of what was bought at this turn's very time.</summary>
    public IReadOnlyList<string>? Bought { get; init; }

    /// <summary>Labels since the last turn by rule, cohort or labeler; null where labels cost nothing and come from the log.</summary>
    public IReadOnlyList<LabelShare>? Shares { get; init; }

    /// <summary>What the labels of each rule showed, in the time that a dataset may reach back; null as above.</summary>
    public IReadOnlyList<LabelYield>? Yields { get; init; }

    /// <summary>How often two who labelled one point said the same; null as above.</summary>
    public IReadOnlyList<Agreement>? Agreements { get; init; }

    /// <summary>Points whose labelers or people differ.</summary>
    public long Conflicts { get; init; }

    /// <summary>Of these the points that have no label until that is resolved.</summary>
    public long LeftOut { get; init; }

    /// <summary>Points that somebody labelled again, another way than before.</summary>
    public long Relabelled { get; init; }

    /// <summary>What labelers got since the last turn, beside what each pick of the log's labels costs.</summary>
    public double Cost { get; init; }

    /// <summary>What went wrong with programs, for whoever watches: it may hold what must not be committed.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Troubles { get; init; } = [];

    /// <summary>A program that was not done is asked for the rest whenever the turn is turned.</summary>
    [JsonIgnore]
    public bool IsOver => Labelers is null || Labelers.All(labeler => labeler.Trouble is null);
}

/// <summary>What one labeler did since the last turn.</summary>
/// <param name="Name">What it signs with.</param>
/// <param name="Kind">Its kind's word.</param>
/// <param name="Labels">Labels that it gave.</param>
/// <param name="Abstained">Points that it could not tell.</param>
/// <param name="Cost">What it got for them.</param>
/// <param name="Waiting">Points that it is asked for and has not answered.</param>
/// <param name="Trouble">Why it did not answer all, without what a clock or a machine adds; null where nothing went wrong.</param>
/// <param name="SoFar">Labels since the beginning.</param>
/// <param name="CostSoFar">What it got for them.</param>
public sealed record LabelerTurn(
    string Name,
    string Kind,
    long Labels,
    long Abstained,
    double Cost,
    long Waiting,
    string? Trouble,
    long SoFar,
    double CostSoFar
);

/// <summary>Labels since the last turn of one rule or cohort.</summary>
/// <param name="By"><c>rule</c> or <c>cohort</c>.</param>
public sealed record LabelShare(string By, string Name, long Labels, double Cost);

/// <summary>What the labels of one rule's points showed.</summary>
/// <param name="Picked">Points of it.</param>
/// <param name="Labelled">Of these with a label that counts.</param>
/// <param name="Positive">Of these with the label 1; null where the task has no such label.</param>
/// <param name="Scored">Of the labelled those that production had scored.</param>
/// <param name="Wrong">Of these whose score said another class; null where the label is a number.</param>
/// <param name="Error">Mean absolute error of the scores, where the label is a number; null otherwise, and where none was scored.</param>
/// <param name="Trains">Of the labelled those that a candidate of this turn trains on.</param>
/// <param name="IsReference">Whether its points are drawn from all alike, so that the others are held against it.</param>
public sealed record LabelYield(
    string Rule,
    long Picked,
    long Labelled,
    long? Positive,
    long Scored,
    long? Wrong,
    double? Error,
    long Trains,
    bool IsReference
);
