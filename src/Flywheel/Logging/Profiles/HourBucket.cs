namespace Flywheel.Logging.Profiles;

/// <summary>Buckets of times: the hours since 1970, of 1850 to 2089; what is before or after falls into the first or the last one.</summary>
/// <remarks>A bucket's middle is within half an hour of each of its times. Buckets relative to 1970, as numbers have them, would be months wide.</remarks>
public static class HourBucket
{
    /// <summary>Pages of 64 buckets.</summary>
    public const int Pages = 2 * Reach / 64;

    private const int Reach = 1 << 20;
    private const double Microseconds = 3.6e9;

    /// <param name="time">Microseconds since 1970.</param>
    public static int Index(double time) => (int)Math.Clamp(Math.Floor(time / Microseconds), -Reach, Reach - 1);

    /// <summary>Whether a time is a full hour.</summary>
    public static bool IsEdge(double time) => Index(time) * Microseconds == time;

    /// <summary>The full hour, or half an hour after it.</summary>
    public static double Value(int index, bool edge) => (index + (edge ? 0 : 0.5)) * Microseconds;
}
