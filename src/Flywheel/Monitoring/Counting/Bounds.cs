using System.Globalization;

namespace Flywheel.Monitoring.Counting;

/// <summary>A count that lies between two, both of which may be it.</summary>
public readonly record struct Bounds(long Least, long Most)
{
    public override string ToString() =>
        Least == Most ? Least.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Least} to {Most}");
}
