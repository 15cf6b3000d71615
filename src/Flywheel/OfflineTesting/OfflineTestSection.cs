using Flywheel.Datasets;
using Flywheel.OfflineTesting.Expectations;
using Flywheel.OfflineTesting.Gates;
using Flywheel.SignOff;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting;

[Doc("What good enough means.")]
public sealed record OfflineTestSection : Section
{
    [Doc("Chance that one end of an interval errs: 0.05 gives 90 % intervals, whose ends are one-sided 95 % bounds.")]
    [Range(0, 0.5, MinOpen = true, MaxOpen = true)]
    public double Error
    {
        get => Read(field);
        init;
    } = 0.05;

    [Doc("What a candidate must show against the model in force; all gates must be open."), Distinct]
    public required IReadOnlyList<Gate> Gates
    {
        get => Read(field);
        init;
    }

    [Doc("What the first model must show, as there is none to compare it with."), NotEmpty, Distinct]
    public required IReadOnlyList<Gate> FirstModel
    {
        get => Read(field);
        init;
    }

    [Doc("Evaluation sets beside the hold-out, by name with their version: one, or the newest of a line that a turn finds decided.")]
    [Example("{ red-eye: v1, new-rules: v1.x }")]
    public IReadOnlyDictionary<string, string> EvaluationSets
    {
        get => Read(field);
        init;
    } = new Dictionary<string, string>();

    [Doc(
        "Evaluation sets that grow from curated points for evaluation: a turn proposes the next version, and later turns are tested on it."
    )]
    [Example("{ new-rules: new-rules }")]
    public IReadOnlyDictionary<string, Growth> Grow
    {
        get => Read(field);
        init;
    } = new Dictionary<string, Growth>();

    [Doc(
        "How often the recipe is trained once more on clusters drawn anew, to tell how far two trainings of one recipe lie apart: a difference within that is noise."
    )]
    [Range(0, 50), Example("5")]
    public int Retrainings
    {
        get => Read(field);
        init;
    }

    [Doc(
        "What must hold of the models' answers on held-out rows, by name: changes that should not matter, changes that should matter one way, rows that every model should be right about. The gate 'expectations' asks for it."
    )]
    [Example("{ case-of-text: { invariance: { change: { body: upper(body) }, by: 0.01, at-least: 0.95 } } }")]
    public IReadOnlyDictionary<string, Expectation> Expectations
    {
        get => Read(field);
        init;
    } = new Dictionary<string, Expectation>();

    [Doc(
        "Rows of the comparison that candidate and model in force judge most differently, shown with their ids and the values of a few features; 0 looks for none."
    )]
    [Range(0, 100)]
    public int Disagreements
    {
        get => Read(field);
        init;
    } = 10;

    [Doc("Gates that each stakeholder relies on, by kind; as a map with who accepts it for them.")]
    [Example("{ operations: [ no-worse ], fairness: { relies-on: [ no-harm ], owners: [ \"@org/fairness\" ] } }")]
    public IReadOnlyDictionary<string, Stakeholder> SignOff
    {
        get => Read(field);
        init;
    } = new Dictionary<string, Stakeholder>();
}
