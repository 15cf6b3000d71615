using Flywheel.Storage;
using Flywheel.Turns;

namespace Flywheel.Curation;

/// <summary>What curation picked in a turn.</summary>
public sealed record CurationRecord : IStageRecord
{
    public required Batch Batch { get; init; }

    /// <summary>Events that it could pick from.</summary>
    public required long Candidates { get; init; }

    /// <summary>Points by the first rule that picked them.</summary>
    public required IReadOnlyDictionary<string, long> ByRule { get; init; }

    /// <summary>What each rule picked, in their order; null in a record of an earlier version.</summary>
    public IReadOnlyList<RuleYield>? Rules { get; init; }

    /// <summary>What a pick costs, in the strategy's money: the price of a label of the log; other labelers are paid for what they say.</summary>
    public required double LabelPrice { get; init; }

    public double Cost => LabelPrice * Batch.Rows;

    public IReadOnlyList<string> Objects => [Batch.Object];

    /// <summary>The batch in the reservoir, beside those that the same turn picked under other strategies.</summary>
    public IReadOnlyDictionary<string, string> Documents(Turn turn) =>
        new Dictionary<string, string>
        {
            [Reservoir.NameOf(turn.StrategyAtHand.Model, Batch.AsOf, turn.StrategyAtHand.Resolved.Digest)] = Json.Write(Batch),
        };
}
