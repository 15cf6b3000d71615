using System.Globalization;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <summary>A rule that computes a score of each candidate, and picks the largest ones unless it draws otherwise by them.</summary>
public abstract record RankedRule : CurationRule
{
    internal const string TopReason = "the largest scores were picked, and the others had no chance";

    [Doc("Events to pick; all of them where there are fewer, and all that the label budget leaves without it."), AtLeast(1), Example("500")]
    public int? Count { get; init; }

    public override bool NeedsBudget => Count is null;

    /// <summary>Least size of an event, in mean scores; 0 where the largest are picked.</summary>
    public virtual double Least => 0;

    /// <param name="candidates">What may be scored, with what may be learned from.</param>
    /// <param name="most">Events that will be picked.</param>
    public abstract Scored Score(Candidates candidates, int most);

    public override string? WithoutChance(ModelStrategy strategy) => TopReason;

    public override string Picks(Draw draw) => draw.Top(draw.Score, draw.Count(Count));

    public override string Probability(Draw draw) => Draw.Nothing;

    public override string Score(Draw draw) => draw.Score;

    /// <summary>How many events a rule asks for, in the words of the report.</summary>
    internal static string Asked(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "the rest of the budget's";
}
