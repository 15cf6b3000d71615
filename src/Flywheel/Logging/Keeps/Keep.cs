using System.Globalization;
using Flywheel.Expressions;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Logging.Keeps;

/// <remarks>
/// An event is kept where the hash of its id, as a number in (0, 1), is below its chance: whatever its order, its file or its turn, and
/// more of the same where the chance grows. The chance is kept with the event, so that an estimate can weigh it by its inverse:
/// D. Horvitz, D. Thompson, JASA 47(260), 1952, pp. 663–685.
/// </remarks>
[Doc("What is kept of the events.")]
public abstract record Keep
{
    /// <summary>The kinds; adding one is a record and a line here.</summary>
    public static KindTable<Keep> Kinds { get; } =
        new()
        {
            ["all"] = typeof(KeepAll),
            ["sample"] = typeof(KeepSample),
            ["stratified-sample"] = typeof(KeepStratifiedSample),
            ["profile"] = typeof(KeepProfile),
        };

    /// <summary>Its expressions over the log's columns and the score, each with the type that it needs; checked when the strategy is loaded.</summary>
    public virtual IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [];

    /// <summary>Whether any event is kept as a row: without one nothing can be curated, trained or tested.</summary>
    public virtual bool HasRows => true;

    /// <summary>SQL of an event's chance of being kept, in (0, 1]; null where every event is.</summary>
    public abstract string? Chance(ModelStrategy strategy);

    protected static string Shown(double share) => $"CAST({share.ToString(CultureInfo.InvariantCulture)} AS DOUBLE)";
}

[Doc("Every event.")]
public sealed record KeepAll : Keep
{
    public override string? Chance(ModelStrategy strategy) => null;
}

[Doc("The same share of all events, by the hash of the id.")]
public sealed record KeepSample : Keep
{
    [Doc("Share that is kept."), Inline, Range(0, 1, MinOpen = true), Example("0.1")]
    public required double Share { get; init; }

    public override string? Chance(ModelStrategy strategy) => Shown(Share);
}

[Doc("Another share of the events of each stratum, by the hash of the id.")]
public sealed record KeepStratifiedSample : Keep
{
    [Doc("Expression over the log's columns and the score whose values are the strata."), Example("origin")]
    public required Expression By { get; init; }

    [Doc("Share that is kept of a stratum, by its value as text."), NotEmpty]
    [EntryNames(".+", "a value"), Range(0, 1, MinOpen = true), Example("{ HNL: 1, OGG: 1 }")]
    public required IReadOnlyDictionary<string, double> Shares { get; init; }

    [
        Doc("Share that is kept of all others; where it were 0, no estimate could speak of them."),
        Range(0, 1, MinOpen = true),
        Example("0.1")
    ]
    public required double Otherwise { get; init; }

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(By, Wanted.Anything)];

    public override string? Chance(ModelStrategy strategy) =>
        $"CASE CAST({strategy.Sql(By)} AS VARCHAR) {string.Join(' ', Shares.Select(share => $"WHEN {Warehouse.Sql.Text(share.Key)} THEN {Shown(share.Value)}"))} ELSE {Shown(Otherwise)} END";
}

[Doc("No event, and of each period a profile of its events: quality and drift are watched, and nothing is trained.")]
public sealed record KeepProfile : Keep
{
    [Doc("Length of the periods; a window counts those that begin in it."), Inline, DurationRange("1h"), Example("1d")]
    public required TimeSpan Every { get; init; }

    public override bool HasRows => false;

    public override string? Chance(ModelStrategy strategy) => Shown(0);
}
