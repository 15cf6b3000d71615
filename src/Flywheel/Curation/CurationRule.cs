using Flywheel.Expressions;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <summary>Where a rule draws: SQL names of what it may use.</summary>
/// <param name="Strategy">The strategy, for its expressions.</param>
/// <param name="Id">SQL of the id, which breaks ties.</param>
/// <param name="Hash">SQL of the rule's own hash of the id: ascending, it is a random order.</param>
public sealed record Draw(ModelStrategy Strategy, string Id, string Hash);

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
        };

    /// <summary>Its name in YAML, in the reservoir and in reports.</summary>
    public string Name => Kinds.WordOf(GetType());

    /// <summary>Its expressions over the log's columns, each with the type that it needs; checked when the strategy is loaded.</summary>
    public virtual IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [];

    /// <summary>SQL that is true for the candidates that the rule picks; may use window functions over the candidates.</summary>
    public abstract string Picks(Draw draw);

    /// <summary>SQL of each candidate's chance of being picked, in (0, 1], whether it was picked or not.</summary>
    public abstract string Probability(Draw draw);

    /// <summary>Why a point was picked, in the words of the report.</summary>
    public abstract string Reason { get; }
}
