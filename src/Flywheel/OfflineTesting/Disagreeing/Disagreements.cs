using System.Globalization;
using System.Text;
using Flywheel.Logging.Targets;
using Flywheel.Metrics;

namespace Flywheel.OfflineTesting.Disagreeing;

/// <summary>How far candidate and current are apart on the labelled rows of the hold-out, and who is right where they are.</summary>
public sealed record Disagreements
{
    /// <summary>Rows that are kept with their scores, for people and programs to ask for; the report shows the first of them.</summary>
    public const int Kept = 200;

    /// <summary>Labelled rows that both models were asked about.</summary>
    public int Rows { get; init; }

    /// <summary>Share of them where the models say different things: sides of each one's own threshold, or classes; null of numbers, which always differ.</summary>
    public Measurement? Share { get; init; }

    /// <summary>Mean distance of the scores; null of classes, which have none.</summary>
    public double? MeanDistance { get; init; }

    /// <summary>Rows where the candidate is right and current is not; of numbers, where it is nearer to the label.</summary>
    public int CandidateRight { get; init; }

    /// <summary>Rows where current is right and the candidate is not; of numbers, where it is nearer to the label.</summary>
    public int CurrentRight { get; init; }

    /// <summary>Share of all rows of the first kind less that of the second, with its interval.</summary>
    public required Measurement Net { get; init; }

    /// <summary>The rows farthest apart, the farthest first, then by id.</summary>
    public IReadOnlyList<RowApart> Farthest { get; init; } = [];

    /// <summary>The rows farthest apart as CSV, its first line the names of the columns.</summary>
    public string Csv(Target target, int top)
    {
        var text = new StringBuilder("id,current,candidate,label,cluster,role\n");
        foreach (var row in Farthest.Take(top))
        {
            string[] fields =
            [
                row.Id,
                Said(row.Current),
                Said(row.Candidate),
                Said(row.Label),
                row.Cluster,
                row.Evaluates ? "evaluation" : "training",
            ];
            text.AppendJoin(',', fields.Select(State.Csv.Quote)).Append('\n');
        }

        return text.ToString();

        string Said(double score) =>
            target.Classes is { Count: > 0 } classes ? classes[(int)score] : score.ToString("R", CultureInfo.InvariantCulture);
    }
}

/// <summary>A row that two models judge differently.</summary>
/// <param name="Id">Its id as text.</param>
/// <param name="Cluster">Its cluster as text.</param>
/// <param name="Current">Score of the model in force; of classes the number of the class.</param>
/// <param name="Candidate">Score of the candidate.</param>
/// <param name="Label">The label.</param>
/// <param name="Evaluates">Whether the id is for evaluation for ever.</param>
public sealed record RowApart(string Id, string Cluster, double Current, double Candidate, double Label, bool Evaluates)
{
    /// <summary>The features that make the models differ most, the strongest first; empty where the report does not show the row.</summary>
    public IReadOnlyList<FeatureApart> Features { get; init; } = [];
}

/// <summary>What one feature adds to each model's score of a row.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Value">Its value; null where it is missing, or a text.</param>
/// <param name="Current">What it adds to the margin of the model in force; null where that has no such feature, or its engine cannot tell.</param>
/// <param name="Candidate">The same of the candidate.</param>
public sealed record FeatureApart(string Feature, string? Value, double? Current, double? Candidate);
