using Flywheel.Storage;

namespace Flywheel.Monitoring.Drills;

/// <summary>A check or a number of the newest turn, which can be taken apart.</summary>
/// <param name="What">The check in the words of the strategy, or the number's name, e.g. <c>psi of score</c>.</param>
/// <param name="Role">alert, observe, or number.</param>
/// <param name="Value">What it said, or is.</param>
/// <param name="Number">The number as the turn recorded it; null for checks that are more than one.</param>
/// <param name="Drill">Takes it apart; null where there is nothing to take apart, or its kind does not tell how.</param>
public sealed record Reading(string What, string Role, string Value, double? Number, Func<Drill?> Drill)
{
    /// <summary>A check's answer.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Digits that tell it from the others: first ones of the digest of its name, so the same name has the same id in every turn.</summary>
    public required string Id { get; init; }

    /// <summary>Fewest digits of an id.</summary>
    private const int Fewest = 6;

    /// <summary>Gives each name the fewest digits that tell all of them apart.</summary>
    public static IReadOnlyDictionary<string, string> Ids(IEnumerable<string> names)
    {
        var digests = names.Distinct().ToDictionary(name => name, name => Digest.Of(name), StringComparer.Ordinal);
        var length = Enumerable
            .Range(Fewest, 64 - Fewest)
            .First(n => digests.Values.DistinctBy(digest => digest[..n]).Count() == digests.Count);
        return digests.ToDictionary(name => name.Key, name => name.Value[..length], StringComparer.Ordinal);
    }
}
