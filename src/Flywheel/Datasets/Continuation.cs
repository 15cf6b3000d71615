using System.Globalization;
using Flywheel.State;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

/// <summary>From which model a candidate goes on and which points are new to it; or why it is trained afresh.</summary>
public sealed record Continuation
{
    /// <summary>The model in force that the training goes on from, or null.</summary>
    public ContinuedFrom? Base { get; init; }

    /// <summary>Events from this time on are new: the model in force was not fitted to them.</summary>
    public DateTime NewFrom { get; init; }

    /// <summary>Why there is no such model; null where there is.</summary>
    public string? Afresh { get; init; }

    /// <returns>Null where the strategy's points are of another kind.</returns>
    public static Continuation? Of(Turn turn)
    {
        if (turn.Strategy.Main.Dataset.Points is not Continue how)
        {
            return null;
        }

        if (turn.Base.Deployment.Current is not { } current)
        {
            return new() { Afresh = "no model is in force" };
        }

        var manifest = ModelManifest.Read(turn.Workplace.Files, turn.Strategy.Model, current);
        var times = (manifest.ContinuedFrom?.Times ?? 0) + 1;
        if (manifest.Strategy != turn.Strategy.Recipe)
        {
            return new() { Afresh = $"the recipe of {current}, which is in force, is another ({Other(turn, manifest)})" };
        }

        // Rows that the model was validated on were not fitted: they count as new, so that every row is fitted once its time comes.
        return times > how.AtMost
            ? new() { Afresh = $"{current}, which is in force, was continued {how.AtMost} times, the most that 'at-most' allows" }
            : new()
            {
                Base = new()
                {
                    Version = current,
                    Bytes = manifest.Bytes,
                    Times = times,
                },
                NewFrom =
                    DateTime.Parse(manifest.TrainedTo, CultureInfo.InvariantCulture)
                    - (turn.Strategy.Main.Training.Validation ?? TimeSpan.Zero),
            };
    }

    /// <summary>Start of the dataset: of the first replayed point, or earlier.</summary>
    public DateTime From(Turn turn)
    {
        var reach = NewFrom - How(turn).Reach;
        var first = turn.Log.FirstEvent();
        return first > reach && first < NewFrom ? first : reach;
    }

    /// <summary>SQL of the dataset's rows: the new ones or a share of them, and of the older ones those of the smallest hashes, others in each turn.</summary>
    /// <param name="columns">SQL of the columns.</param>
    public string Query(Turn turn, string columns, DateTime from, DateTime to)
    {
        var read = Sampling.InShare(turn.Strategy.Main.Seed, $"dataset/new/{turn.Version}", turn.Log.Id, How(turn).Share);
        var fresh = $"(SELECT * FROM {turn.Log.Trainable(NewFrom, to)}) WHERE {read}";
        var replayed = (long)Math.Round(How(turn).Replay * turn.Database.Value<long>($"SELECT count(*) FROM {fresh}"));
        var hash = Sampling.Hash(turn.Strategy.Main.Seed, $"dataset/replay/{turn.Version}", turn.Log.Id);
        return $"""
            SELECT * FROM (
                SELECT {columns} FROM {fresh}
                UNION ALL
                (SELECT {columns} FROM {turn.Log.Trainable(from, NewFrom)} ORDER BY {hash}, {turn.Log.Id} LIMIT {replayed}))
            ORDER BY {turn.Log.Id}
            """;
    }

    /// <summary>In the words of manifests.</summary>
    public string Said(Turn turn, DateTime from) =>
        Base is null
            ? $"window of {Duration.Text(How(turn).First)}, trained afresh because {Afresh}"
            : $"continue from {Base.Version}: {(How(turn).Share < 1 ? $"a share of {How(turn).Share.ToString(CultureInfo.InvariantCulture)} of " : "")}those from {Ledger.Day(NewFrom)} on, and for each of them "
                + $"{How(turn).Replay.ToString(CultureInfo.InvariantCulture)} replayed of those from {Ledger.Day(from)} on";

    private static Continue How(Turn turn) => (Continue)turn.Strategy.Main.Dataset.Points;

    /// <summary>What is another, as far as a manifest tells.</summary>
    private static string Other(Turn turn, ModelManifest manifest)
    {
        var now = RecipeParameters.Of(turn, turn.Strategy.Main.Training);
        var parameter = manifest
            .Parameters.Keys.Union(now.Keys)
            .FirstOrDefault(name => manifest.Parameters.GetValueOrDefault(name) != now.GetValueOrDefault(name));
        return manifest.Trainer != turn.Strategy.Main.Training.Name ? $"its trainer is {manifest.Trainer}"
            : parameter is not null ? $"its {parameter} is {manifest.Parameters.GetValueOrDefault(parameter, "absent")}"
            : !manifest.Features.Keys.ToHashSet().SetEquals(turn.Strategy.Main.Features.Keys) ? "it has other features"
            : "rounds, features, dataset, log, labels or seed";
    }
}
