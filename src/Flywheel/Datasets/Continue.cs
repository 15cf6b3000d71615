using Flywheel.Yaml;

namespace Flywheel.Datasets;

/// <remarks>Rehearsal of older rows against forgetting: A. Robins, Connection Science 7(2), 1995, pp. 123–146.</remarks>
[Doc("What is new since the model in force, with some older points replayed: the training goes on from that model.")]
public sealed record Continue : Points
{
    [Doc("Window of a model that is trained afresh: the first one, and each that finds no model of the same recipe to go on from.")]
    [DurationRange("1h")]
    public TimeSpan First { get; init; } = TimeSpan.FromDays(28);

    [
        Doc("Part of the new points that is read, drawn by a hash of their ids; the others may be replayed later."),
        Range(0, 1, MinOpen = true)
    ]
    public double Share { get; init; } = 1;

    [Doc("Older points that are replayed for each new one that is read, against forgetting."), Range(0, 10)]
    public double Replay { get; init; } = 3;

    [Doc("How far before the new points the replayed ones may lie."), DurationRange("1h")]
    public TimeSpan Reach { get; init; } = TimeSpan.FromDays(21);

    [Doc("Continuations after one another; the model after them is trained afresh."), Range(1, 1000)]
    public int AtMost { get; init; } = 4;

    public override TimeSpan Needed => First;

    public override string Said => $"continue, and a window of {Duration.Text(First)} to begin with";

    /// <summary>Of a model that is trained afresh; <see cref="Continuation"/> has that of another.</summary>
    public override DateTime From(DateTime to, Func<DateTime> firstEvent) => to - First;
}
