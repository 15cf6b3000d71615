using Flywheel.Logging.Profiles;
using Flywheel.Monitoring.Distances;
using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring;

/// <summary>Every watched column's distances from a profile.</summary>
/// <remarks>
/// Both sides are read from profiles, the window's being taken on the spot: a number stands within 1/128 of itself on either side, so that
/// only the window's difference is left. Texts are compared where both profiles have counted them one by one.
/// </remarks>
public static class ProfileDrifts
{
    private const string FromProfile = "/from-profile";

    /// <summary>Columns in their order, each with the strategy's distances; without those that the profile does not have, or has of another kind.</summary>
    /// <param name="current">Profile of the window.</param>
    public static IEnumerable<Drift> Between(ModelStrategy strategy, IReadOnlyList<DriftColumn> columns, Profile current, Profile reference)
    {
        return columns.SelectMany(column =>
            Held(reference, column) is { Total: > 0 } before && Held(current, column) is { Total: > 0 } now
                ? Drifts
                    .Of(column, strategy.Distances, before, now)
                    .Select(drift => drift with { Convention = drift.Convention + FromProfile })
                : []
        );
    }

    /// <summary>What a column held by a profile; null where the profile cannot tell.</summary>
    public static Distribution? Held(Profile profile, DriftColumn column) =>
        profile.Column(column.Name) switch
        {
            { Numbers: { } numbers, Kind: ProfileKind.Number } when column.IsNumeric => Of(numbers),
            { Texts: { IsExact: true } texts } when !column.IsNumeric => Of(texts),
            _ => null,
        };

    /// <summary>Takes the profile of rows that are kept.</summary>
    /// <param name="where">SQL condition of rows of <c>log</c>.</param>
    public static Profile Of(Database database, IReadOnlyList<DriftColumn> columns, string where)
    {
        var select = columns.Select(column => $"{column.Value} AS {Sql.Name(column.Name)}");
        return TakeProfile.Of(database, $"SELECT {string.Join(", ", select)} FROM log WHERE {where}");
    }

    private static Distribution Of(NumberSketch numbers)
    {
        var values = numbers.Values.ToList();
        return Distribution.OfNumbers([.. values.Select(one => one.Value)], [.. values.Select(one => one.Count)]);
    }

    private static Distribution Of(TextSketch texts)
    {
        var known = texts.Known.OrderBy(one => one.Text, StringComparer.Ordinal).ToList();
        return Distribution.OfCategories([.. known.Select(one => one.Text)], [.. known.Select(one => one.Count)]);
    }
}
