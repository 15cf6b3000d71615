using Flywheel.Datasets;
using Flywheel.Expressions;
using Flywheel.Logging;
using Flywheel.Logging.Targets;
using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Rollout;
using Flywheel.Training;
using Flywheel.Training.Features;
using Flywheel.Triggers;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

[Doc("How one model learns from production: what is logged, watched, retrained, tested and rolled out.")]
public sealed record StrategyFile : Section
{
    [Doc("Version of this format."), Range(1, 1)]
    public int Format
    {
        get => Read(field);
        init;
    } = 1;

    [Doc("Name of the model: the folder's name below strategy/."), Name, Example("flights")]
    public required string Model
    {
        get => Read(field);
        init;
    }

    [Doc("What the model is for and what it is not for, in a sentence or two: the first words of its card.")]
    public string? About
    {
        get => Read(field);
        init;
    }

    [Doc("What the model predicts.")]
    public ModelTask Task
    {
        get => Read(field);
        init;
    } = ModelTask.Binary;

    [Doc("Seed of every sample: the same seed draws the same rows."), AtLeast(0)]
    public int Seed
    {
        get => Read(field);
        init;
    } = 1;

    [Doc("Time from one turn of the loop to the next."), DurationRange("1h"), Example("7d")]
    public required TimeSpan Cycle
    {
        get => Read(field);
        init;
    }

    [Doc("What tells that a cycle is over.")]
    public CycleClock Clock
    {
        get => Read(field);
        init;
    } = CycleClock.Wall;

    [Doc("What production writes, and what is kept of it.")]
    public required LogSection Log
    {
        get => Read(field);
        init;
    }

    [Doc("Inputs of the model, by name: an SQL expression over the log's columns, or { categorical: expression }."), NotEmpty]
    [Example("{ hour: hour(departs_at) }")]
    public required IReadOnlyDictionary<string, Feature> Features
    {
        get => Read(field);
        init;
    }

    [Doc("What is watched, against which reference, and what raises a hand.")]
    public MonitoringSection Monitoring
    {
        get => Read(field);
        init;
    } = new();

    [Doc("When a candidate is trained."), Example("{ every: 28d }")]
    public required Trigger Trigger
    {
        get => Read(field);
        init;
    }

    [Doc("Which points a candidate is trained on.")]
    public DatasetSection Dataset
    {
        get => Read(field);
        init;
    } = new();

    [Doc("What is trained."), Example("{ xgboost: { rounds: 100 } }")]
    public required Trainer Training
    {
        get => Read(field);
        init;
    }

    [Doc("What good enough means.")]
    public required OfflineTestSection OfflineTest
    {
        get => Read(field);
        init;
    }

    [Doc("What errors and turns cost, in the team's money; harm is then shown in it.")]
    public CostsSection? Costs
    {
        get => Read(field);
        init;
    }

    [Doc("How an accepted candidate reaches production.")]
    public RolloutPlan Rollout
    {
        get => Read(field);
        init;
    } = new AtOnce();

    /// <summary>Columns that expressions may use: the declared ones and the score.</summary>
    public IReadOnlyDictionary<string, SqlType> Schema =>
        new Dictionary<string, SqlType>(Log.Columns, StringComparer.Ordinal) { [Log.Prediction] = Target.Of(this).Score };
}

public enum CycleClock
{
    [Doc("The time of day, UTC: a production that falls silent is noticed.")]
    Wall,

    [Doc("The newest arrival in the log's source: for recorded history, and for production that is delivered in batches.")]
    Log,
}
