using System.Globalization;
using System.Text.Json.Nodes;

namespace Flywheel.Yaml;

/// <summary>A number not below a bound.</summary>
public sealed class AtLeastAttribute(double min) : RuleAttribute
{
    public double Min { get; } = min;

    public override string Broken => $"below {Sample}";

    public override string Mend => $"Write {Sample} or more";

    public override string Sample => Min.ToString(CultureInfo.InvariantCulture);

    public override bool Allows(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture) >= Min;

    public override void AddTo(JsonObject schema) => schema["minimum"] = Min;
}
