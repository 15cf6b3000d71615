using System.Globalization;
using System.Text.Json.Nodes;

namespace Flywheel.Yaml;

/// <summary>A number between two bounds, each included unless it is opened; an infinite bound is none.</summary>
public sealed class RangeAttribute(double min, double max) : RuleAttribute
{
    public double Min { get; } = min;

    public double Max { get; } = max;

    /// <summary>Whether <see cref="Min"/> itself is outside.</summary>
    public bool MinOpen { get; set; }

    /// <summary>Whether <see cref="Max"/> itself is outside.</summary>
    public bool MaxOpen { get; set; }

    public override string Broken => $"outside {this}";

    public override string Mend => "Write a value in the range";

    public override string? Sample =>
        !MinOpen && double.IsFinite(Min) ? Number(Min)
        : !MaxOpen && double.IsFinite(Max) ? Number(Max)
        : double.IsFinite(Min) && double.IsFinite(Max) ? Number((Min + Max) / 2)
        : null;

    public override bool Allows(object value)
    {
        var x = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return (MinOpen ? x > Min : x >= Min) && (MaxOpen ? x < Max : x <= Max);
    }

    public override void AddTo(JsonObject schema)
    {
        if (double.IsFinite(Min))
        {
            schema[MinOpen ? "exclusiveMinimum" : "minimum"] = Min;
        }

        if (double.IsFinite(Max))
        {
            schema[MaxOpen ? "exclusiveMaximum" : "maximum"] = Max;
        }
    }

    /// <summary>The range in the notation of intervals: <c>(0, 1]</c>.</summary>
    public override string ToString()
    {
        var opens = MinOpen || double.IsInfinity(Min) ? '(' : '[';
        var closes = MaxOpen || double.IsInfinity(Max) ? ')' : ']';
        return $"{opens}{Number(Min)}, {Number(Max)}{closes}";
    }

    private static string Number(double value) =>
        double.IsInfinity(value) ? (value > 0 ? "∞" : "-∞") : value.ToString(CultureInfo.InvariantCulture);
}
