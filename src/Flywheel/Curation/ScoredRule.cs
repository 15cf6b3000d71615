using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <summary>A rule that draws by its scores: the likelier the larger, and never with no chance.</summary>
public abstract record ScoredRule : RankedRule
{
    [Doc("Whether every event has a chance, or the largest scores are picked.")]
    public DrawKind Draw { get; init; }

    [Doc("Least size of an event, in mean scores: the smaller, the sharper the choice and the larger the largest weight.")]
    [Range(0, 1, MinOpen = true)]
    public double Floor { get; init; } = 0.1;

    public override double Least => Floor;

    /// <summary>What a large score means, after "events".</summary>
    protected abstract string Wanted { get; }

    public override string Reason => $"{Asked(Count)} events {Wanted}{(IsTop ? ", the largest scores" : "")}";

    public override string? WithoutChance(ModelStrategy strategy) => IsTop ? base.WithoutChance(strategy) : null;

    public override string Picks(Draw draw) => IsTop ? base.Picks(draw) : draw.ByChance(draw.Size, draw.Count(Count));

    public override string Probability(Draw draw) => IsTop ? base.Probability(draw) : draw.Chance(draw.Size, draw.Count(Count));

    private bool IsTop => Draw == DrawKind.Top;
}
