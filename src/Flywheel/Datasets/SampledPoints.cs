using Flywheel.Curation;
using Flywheel.Strategy;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

/// <summary>Points drawn from those of a time before the hold-out, each with a known chance.</summary>
/// <remarks>
/// The salt names the kind and no turn: an id keeps its number, so what was drawn stays drawn until others with luckier numbers come, and
/// two datasets differ by their events and not by another draw of the same ones. (Permanent random numbers: E. Ohlsson, in Business
/// Survey Methods, Wiley 1995, chapter 9.)
/// </remarks>
public abstract record SampledPoints : Points
{
    [Doc("Time before the hold-out whose points are drawn from."), DurationRange("1h"), Example("90d")]
    public required TimeSpan Of { get; init; }

    public override TimeSpan Needed => Of;

    public override DateTime From(DateTime to, Func<DateTime> firstEvent) => to - Of;

    /// <summary>Rows that are asked for; null where a share is, or so many of each stratum.</summary>
    public virtual long? Asked => null;

    /// <summary>SQL of what parts the points into strata; null where they are drawn from together.</summary>
    public virtual string? Stratum(ModelStrategy strategy) => null;

    /// <summary>SQL that is true for the points that are drawn; may use window functions over all points.</summary>
    /// <param name="to">End of the dataset.</param>
    public abstract string Picks(Draw draw, DateTime to);

    /// <summary>SQL of each point's chance of being drawn, in (0, 1].</summary>
    public abstract string Chance(Draw draw, DateTime to);

    /// <summary>Where it draws.</summary>
    internal Draw Draw(ModelStrategy strategy)
    {
        var id = Sql.Name(strategy.Log.Id);
        return new(strategy, id, Sampling.Hash(strategy.Main.Seed, $"dataset/{Kinds.WordOf(GetType())}", id));
    }
}
