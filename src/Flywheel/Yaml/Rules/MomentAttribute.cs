using System.Globalization;
using System.Text.Json.Nodes;

namespace Flywheel.Yaml;

/// <summary>A day of the calendar, or a second of one, as the ledger writes a turn's time.</summary>
public sealed class MomentAttribute : RuleAttribute
{
    private static readonly string[] _forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss"];

    public override string Broken => "not a time";

    public override string Mend => "Write a day of the calendar, e.g. 2001-01-29, with the time of day where it is not midnight";

    public override string Sample => "2001-01-29";

    public override bool Allows(object value) =>
        DateTime.TryParseExact((string)value, _forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    public override void AddTo(JsonObject schema) => schema["pattern"] = @"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?$";
}
