using Flywheel.Expressions;
using Flywheel.Logging.Keeps;
using Flywheel.Logging.Redactions;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Logging;

[Doc("What production writes, and what is kept of it.")]
public sealed record LogSection : Section
{
    [
        Doc("Folder with events/, labels/ and feedback/, each of files of Parquet or JSON lines that are never changed once written."),
        NotEmpty
    ]
    [Example(".flywheel/production/flights")]
    public required string Source
    {
        get => Read(field);
        init;
    }

    [Doc("Columns of an event with their types."), NotEmpty, Example("{ flight_id: integer, departs_at: timestamp }")]
    public required IReadOnlyDictionary<string, SqlType> Columns
    {
        get => Read(field);
        init;
    }

    [Doc("Column that names an event once and for ever."), Name, Example("flight_id")]
    public required string Id
    {
        get => Read(field);
        init;
    }

    [Doc("Column with the time of the event."), Name, Example("departs_at")]
    public required string Time
    {
        get => Read(field);
        init;
    }

    [Doc("Rows of one cluster are not independent; intervals respect it."), Example("date_trunc('day', departs_at)")]
    public required Expression Cluster
    {
        get => Read(field);
        init;
    }

    [Doc("What the model is to predict.")]
    public required LabelSection Label
    {
        get => Read(field);
        init;
    }

    [
        Doc(
            "Column with the score that production gave: a probability, or what is predicted of the label: a class where the task is multiclass, a number where it is regression."
        ),
        Name
    ]
    public string Prediction
    {
        get => Read(field);
        init;
    } = "score";

    [Doc("Column that a user's complaint arrives in."), Name]
    public string Feedback
    {
        get => Read(field);
        init;
    } = "complaint";

    [Doc("What is kept of the events.")]
    public Keep Keep
    {
        get => Read(field);
        init;
    } = new KeepAll();

    [Doc("Conditions that send an event to quarantine, by reason."), Example("{ no-distance: distance IS NULL OR distance <= 0 }")]
    public IReadOnlyDictionary<string, Expression> Quarantine
    {
        get => Read(field);
        init;
    } = new Dictionary<string, Expression>();

    [Doc("Columns whose values are redacted before anything is written, in quarantine too.")]
    [EntryNames(@"\S(.*\S)?", "the name of a column"), Example("{ email: drop, customer: { hash: CUSTOMER_KEY }, age: { bucket: 10 } }")]
    public IReadOnlyDictionary<string, Redaction> Redact
    {
        get => Read(field);
        init;
    } = new Dictionary<string, Redaction>();

    /// <summary>Column that holds an event's chance of being kept, where not every event was.</summary>
    public const string Inclusion = "inclusion";

    /// <summary>Columns that the log adds to every event, whatever the strategy names.</summary>
    public static IReadOnlyList<string> Added { get; } =
    ["received_at", "scored_by", "label_received_at", "source_file", "source_row", "cluster", Inclusion, "evaluates", "weight"];

    /// <summary>Columns that the log adds to an event; a declared column of that name would hide one.</summary>
    public IReadOnlyList<string> Reserved => [Prediction, Label.Column, Feedback, .. Added];
}

[Doc("What the model is to predict.")]
public sealed record LabelSection : Section
{
    [
        Doc("Column that the label arrives in: 1 or 0, a class where the task is multiclass, a number where it is regression."),
        Name,
        Example("late")
    ]
    public required string Column
    {
        get => Read(field);
        init;
    }

    [Doc("Delay from the event to its label; where a label's arrival was not recorded, it is counted as arrived then.")]
    [Example("1d")]
    public required TimeSpan ArrivesAfter
    {
        get => Read(field);
        init;
    }

    [Doc("Classes of a multiclass label, as they are written."), Distinct, Example("[ cat, dog, bird ]")]
    public IReadOnlyList<string>? Classes
    {
        get => Read(field);
        init;
    }
}
