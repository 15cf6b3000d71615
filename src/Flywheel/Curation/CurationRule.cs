using Flywheel.Expressions;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("A rule that picks points to be labelled and kept.")]
public abstract record CurationRule
{
    /// <summary>The rules; adding one is a file and a line here.</summary>
    public static KindTable<CurationRule> Kinds { get; } =
        new()
        {
            ["random"] = typeof(RandomRule),
            ["stratified"] = typeof(StratifiedRule),
            ["informed"] = typeof(InformedRule),
            ["cohort-quotas"] = typeof(CohortQuotas),
            ["feedback"] = typeof(FeedbackRule),
            ["error-analysis"] = typeof(ErrorAnalysis),
            ["similarity"] = typeof(Similarity),
            ["projection"] = typeof(ProjectionRule),
            ["uncertainty"] = typeof(Uncertainty),
            ["disagreement"] = typeof(Disagreement),
            ["predicted-loss"] = typeof(PredictedLoss),
            ["discriminator"] = typeof(Discriminator),
            ["k-centre"] = typeof(KCentreRule),
            ["expected-gradient"] = typeof(ExpectedGradient),
            ["prediction-change"] = typeof(PredictionChange),
        };

    [Doc("Share of the label budget that the rule may take; what the rules before it left, without it.")]
    [Range(0, 1, MinOpen = true), Example("0.3")]
    public double? OfBudget { get; init; }

    /// <summary>Its name in YAML, in the reservoir and in reports.</summary>
    public string Name => Kinds.WordOf(GetType());

    /// <summary>Its expressions over the log's columns, each with the type that it needs; checked when the strategy is loaded.</summary>
    public virtual IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [];

    /// <summary>Whether its expressions may use the complaint and, where labels are free, the label.</summary>
    public virtual bool SeesArrivals => false;

    /// <summary>Whether it needs a number of events that it does not have, and so a label budget that says one.</summary>
    public virtual bool NeedsBudget => false;

    /// <summary>Whether it picks among the events whose label or complaint arrived since the last turn, instead of those that were received.</summary>
    public virtual bool IsOfArrivals(ModelStrategy strategy) => false;

    /// <summary>Why estimates cannot be corrected for its choice: nobody knows the chance of a point. Null where the chance is known.</summary>
    public virtual string? WithoutChance(ModelStrategy strategy) => null;

    /// <summary>SQL that is true for the candidates that the rule picks; may use window functions over the candidates.</summary>
    public abstract string Picks(Draw draw);

    /// <summary>SQL of each candidate's chance of being picked, in (0, 1], whether it was picked or not; 0 where the rule could not pick it, NULL where nobody knows.</summary>
    public abstract string Probability(Draw draw);

    /// <summary>SQL of what the rule thinks of a candidate, the larger the more it wants it; NULL where it thinks nothing.</summary>
    public virtual string Score(Draw draw) => Draw.Nothing;

    /// <summary>Why a point was picked, in the words of the report.</summary>
    public abstract string Reason { get; }
}
