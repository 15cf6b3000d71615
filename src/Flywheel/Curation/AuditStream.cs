using Flywheel.Strategy;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc(
    "Some events of every turn, drawn from all alike and labelled whatever curation picks besides: what production is worth, told without a choice."
)]
public sealed record AuditStream : Section
{
    /// <summary>Its name among the rules of the reservoir.</summary>
    public const string Name = "audit";

    [Doc("Labels to buy each turn, beside those of the rules: all events where there are fewer."), AtLeast(1), Example("300")]
    public required int Labels
    {
        get => Read(field);
        init;
    }

    [Doc("How long before a turn the events are whose audited labels are measured; four cycles without it."), DurationRange("1h")]
    [Example("28d")]
    public TimeSpan? Over
    {
        get => Read(field);
        init;
    }

    /// <summary>Why a point was picked, in the words of the report.</summary>
    public string Reason => $"{Labels} events drawn from all alike";

    /// <summary>SQL that is true for the events that it picks.</summary>
    public string Picks(Draw draw) => $"row_number() OVER (ORDER BY {draw.Hash}, {draw.Id}) <= {Labels}";

    /// <summary>SQL of each event's chance of being picked, in (0, 1].</summary>
    public string Probability => $"least(1, {Labels} / CAST(count(*) OVER () AS DOUBLE))";

    /// <summary>The stream's own hash of the id: it draws otherwise than every rule.</summary>
    public static string Hash(ModelStrategy strategy, string turn) =>
        Sampling.Hash(strategy.Main.Seed, $"{Name}/{turn}", Sql.Name(strategy.Log.Id));
}
