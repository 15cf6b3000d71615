using Flywheel.Logging.Profiles;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring.References;

/// <summary>The profile of a period of the log: every column that is watched for drift, and the declared ones beside them.</summary>
public static class LogProfile
{
    /// <param name="turn">Its time is what is known.</param>
    /// <param name="from">Events at or after it.</param>
    /// <param name="to">Events before it.</param>
    /// <exception cref="RefusedException">The log has no such event.</exception>
    public static Profile Of(Turn turn, DateTime from, DateTime to)
    {
        var profile = KeptProfiles.Of(turn, from, to) is { } kept ? KeptColumns.Watched(turn.Strategy, kept) : OfRows(turn, from, to);
        if (profile.Rows == 0)
        {
            throw new RefusedException(
                ExitCode.Lacking,
                $"The log holds no event from {from:yyyy-MM-dd'T'HH:mm:ss} to {to:yyyy-MM-dd'T'HH:mm:ss} that was received by {turn.Version}. "
                    + $"Name another period or --as-of, or let a turn take the events in: flywheel loop {turn.Strategy.Model}"
            );
        }

        profile.Known = turn.AsOf;
        return profile;
    }

    private static Profile OfRows(Turn turn, DateTime from, DateTime to)
    {
        turn.Log.See(from, curated: false);
        var watched = DriftColumn.All(turn.Strategy);
        var declared = turn.Strategy.Log.Columns.Keys.Except(watched.Select(column => column.Name)).Select(Sql.Name);
        var columns = watched.Select(column => $"{column.Value} AS {Sql.Name(column.Name)}").Concat(declared);
        return TakeProfile.Of(turn.Database, $"SELECT {string.Join(", ", columns)} FROM log WHERE {turn.Log.Within(from, to)}");
    }
}
