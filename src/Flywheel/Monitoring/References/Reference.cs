using Flywheel.Logging.Profiles;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.References;

[Doc("What the newest window is compared with.")]
public abstract record Reference
{
    /// <summary>The kinds; adding one is a record and a line here.</summary>
    public static KindTable<Reference> Kinds { get; } =
        new()
        {
            ["validation-of-current-model"] = typeof(ValidationOfCurrentModel),
            ["sliding-window"] = typeof(SlidingWindow),
            ["fixed-window"] = typeof(FixedWindow),
            ["saved-profile"] = typeof(SavedProfile),
        };

    /// <summary>The reference's time span [from, to), or null where there is none yet.</summary>
    public abstract (DateTime From, DateTime To)? Span(Turn turn);

    /// <summary>Whether it moves along with the window: a column that stays far from where it was then comes near again by itself.</summary>
    public virtual bool Moves => false;

    /// <summary>What the reference's columns held, where it is no time span of the log; null elsewhere, and where there is none yet.</summary>
    public virtual Profile? Profile(Turn turn) => null;

    /// <summary>In the words of the report.</summary>
    public abstract string Said { get; }
}

[Doc("The events on which the model in force was tested before it was accepted.")]
public sealed record ValidationOfCurrentModel : Reference
{
    public override string Said => "the hold-out on which the model in force was tested";

    public override (DateTime From, DateTime To)? Span(Turn turn)
    {
        if (turn.Base.Deployment.Current is not { } version)
        {
            return null;
        }

        var tested = DateTime.Parse(version, System.Globalization.CultureInfo.InvariantCulture);
        return (tested - turn.Strategy.Main.Dataset.HoldOut, tested);
    }
}

[Doc("The events just before the window.")]
public sealed record SlidingWindow : Reference
{
    [Doc("Length of the reference."), Inline, DurationRange("1h"), Example("28d")]
    public required TimeSpan Length { get; init; }

    public override string Said => $"the {Duration.Text(Length)} before the window";

    public override bool Moves => true;

    public override (DateTime From, DateTime To)? Span(Turn turn)
    {
        var to = turn.AsOf - turn.Strategy.Main.Monitoring.Window;
        return (to - Length, to);
    }
}
