using System.Globalization;
using Flywheel.Logging.Targets;

namespace Flywheel.Training;

/// <summary>What XGBoost is to learn, in its own words.</summary>
internal static class XGBoostObjective
{
    public static IEnumerable<KeyValuePair<string, string>> Of(Target target) =>
        target.IsProbability ? [new("objective", "binary:logistic")]
        : target.Classes.Count > 0 ? [new("objective", "multi:softmax"), new("num_class", Shown(target.Classes.Count))]
        : [new("objective", "reg:squarederror")];

    public static string Shown(double number) => number.ToString(CultureInfo.InvariantCulture);
}
