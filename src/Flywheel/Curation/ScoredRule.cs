using System.Globalization;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <summary>A rule that scores every candidate and draws by the scores: the likelier the larger, and never with no chance.</summary>
public abstract record ScoredRule : CurationRule, IScores
{
    internal const string TopReason = "the largest scores were picked, and the others had no chance";
    internal const string WhatIsLeft = "the rest of the budget's";

    [Doc("Events to pick; all of them where there are fewer, and all that the label budget leaves without it."), AtLeast(1), Example("500")]
    public int? Count { get; init; }

    [Doc("Whether every event has a chance, or the largest scores are picked.")]
    public DrawKind Draw { get; init; }

    [Doc("Least size of an event, in mean scores: the smaller, the sharper the choice and the larger the largest weight.")]
    [Range(0, 1, MinOpen = true)]
    public double Floor { get; init; } = 0.1;

    /// <inheritdoc/>
    public double Least => Floor;

    /// <summary>What a large score means, after "events".</summary>
    protected abstract string Wanted { get; }

    public override string Reason =>
        $"{Count?.ToString(CultureInfo.InvariantCulture) ?? WhatIsLeft} events {Wanted}{(Draw == DrawKind.Top ? ", the largest scores" : "")}";

    public override bool NeedsBudget => Count is null;

    public override string? WithoutChance(ModelStrategy strategy) => Draw == DrawKind.Top ? TopReason : null;

    public override string Picks(Draw draw) =>
        IsTop ? draw.Top(draw.Score, draw.Count(Count)) : draw.ByChance(draw.Size, draw.Count(Count));

    public override string Probability(Draw draw) => IsTop ? Curation.Draw.Nothing : draw.Chance(draw.Size, draw.Count(Count));

    public override string Score(Draw draw) => draw.Score;

    /// <inheritdoc/>
    public abstract Scored Score(Candidates candidates, int most);

    private bool IsTop => Draw == DrawKind.Top;
}
