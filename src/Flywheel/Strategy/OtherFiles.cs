using Flywheel.Cohorts;
using Flywheel.Curation;
using Flywheel.Expressions;
using Flywheel.Monitoring.Projections;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

[Doc("The figures that monitoring, tests and reports measure.")]
public sealed record MetricsFile : Section
{
    [Doc("Metrics of scores against labels; the first one is the figure of the ledger and the charts."), NotEmpty, Distinct]
    public IReadOnlyList<string> Metrics
    {
        get => Read(field);
        init;
    } = ["auc", "log-loss", "calibration"];

    [Doc("Distances measured on every feature, projection and the score."), NotEmpty, Distinct]
    public IReadOnlyList<string> Distances
    {
        get => Read(field);
        init;
    } = ["jensen-shannon", "psi"];
}

[Doc("Views of a row that are watched for drift beside the features.")]
public sealed record ProjectionsFile : Section
{
    [Doc("SQL expressions over the log's columns, by name."), Example("{ minute-of-day: hour(departs_at) * 60 + minute(departs_at) }")]
    public IReadOnlyDictionary<string, Expression> Projections
    {
        get => Read(field);
        init;
    } = new Dictionary<string, Expression>();

    [Doc("Numbers made of many columns, learned from monitoring's reference, by name.")]
    [Example("{ strangeness: reconstruction, direction: { random-linear: { of: [ distance, hour ] } } }")]
    public IReadOnlyDictionary<string, LearnedProjection>? Learned
    {
        get => Read(field);
        init;
    }
}

[Doc("Groups of rows that must not be forgotten behind an average.")]
public sealed record CohortsFile : Section
{
    [Doc("A cohort with fewer labelled rows is pooled with the other small ones."), AtLeast(2)]
    public int MinimumRows
    {
        get => Read(field);
        init;
    } = 500;

    [Doc("Cohorts by name: an SQL condition, { values: … } or { bands: … }.")]
    [Example("{ night: hour(departs_at) < 5 }")]
    public IReadOnlyDictionary<string, CohortRule> Cohorts
    {
        get => Read(field);
        init;
    } = new Dictionary<string, CohortRule>();
}

[Doc("Which points are labelled and kept for training.")]
public sealed record CurationFile : Section
{
    [Doc("Where labels come from, and what they cost.")]
    public LabelSource Labels
    {
        get => Read(field);
        init;
    } = new LabelsFromLog();

    [Doc("Some events of every turn, labelled whatever the rules pick; none without it.")]
    public AuditStream? Audit
    {
        get => Read(field);
        init;
    }

    [Doc("Labels that the rules may ask for in a turn, beside those of the audit; as many as they pick without it.")]
    [AtLeast(1), Example("1000")]
    public int? Budget
    {
        get => Read(field);
        init;
    }

    [Doc("Rules that pick points; a point is kept when any rule picks it."), NotEmpty]
    [Example("[ { random: { share: 1 } } ]")]
    public required IReadOnlyList<CurationRule> Rules
    {
        get => Read(field);
        init;
    }
}
