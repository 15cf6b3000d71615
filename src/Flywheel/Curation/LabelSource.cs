using Flywheel.Expressions;
using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("Where labels come from, and what they cost.")]
public abstract record LabelSource
{
    public static KindTable<LabelSource> Kinds { get; } =
        new()
        {
            ["from-log"] = typeof(LabelsFromLog),
            ["sql-rule"] = typeof(LabelsBySqlRule),
            ["command"] = typeof(LabelsByCommand),
            ["human-queue"] = typeof(HumanQueue),
            ["in-order"] = typeof(LabelersInOrder),
        };

    [Doc(
        "Price of one label in the team's money; labels of the log that cost nothing are seen as they arrive, others once they are bought."
    )]
    [AtLeast(0)]
    public double Price { get; init; }

    [Doc("What its labels are signed with; the word of its kind without it."), Name, Example("radiology")]
    public string? Name { get; init; }

    [Doc("Which label counts where one point has several that differ; all of them are kept.")]
    public LabelConflicts Conflicts { get; init; } = LabelConflicts.Newest;

    /// <summary>The labelers, in the order in which they are asked.</summary>
    public virtual IReadOnlyList<LabelSource> Labelers => [this];

    /// <summary>Whether a label is visible only for points that curation has picked.</summary>
    public virtual bool MustBeBought => true;

    /// <summary>What each point costs when it is picked, whether or not its label ever comes; labelers are paid for labels that they give.</summary>
    public virtual double PriceOfPick => 0;

    /// <summary>Whether it answers from outside: what it said cannot be had again.</summary>
    public virtual bool IsOutside => false;

    /// <summary>What its labels are signed with.</summary>
    public string Signs => Name ?? Kinds.WordOf(GetType());

    /// <summary>What stands in for it in a replay, where nobody is asked.</summary>
    public virtual LabelSource InReplay =>
        IsOutside
            ? new LabelsFromLog
            {
                Price = Price,
                Name = Name,
                Conflicts = Conflicts,
            }
            : this;

    /// <summary>Its expressions over the log's columns, each with the type that it needs; checked when the strategy is loaded.</summary>
    public virtual IEnumerable<(Expression Expression, Wanted Wanted)> Expressions(ModelTask task) => [];
}

[Doc("Production writes the labels into the log when they become known.")]
public sealed record LabelsFromLog : LabelSource
{
    public override bool MustBeBought => Price > 0;

    public override double PriceOfPick => Price;
}
