using System.Text.Json.Nodes;

namespace Flywheel.Yaml;

/// <summary>A duration between two others, both included; without a maximum there is no upper bound.</summary>
/// <remarks>JSON Schema cannot compare durations, so the range goes into the description's place, as a comment.</remarks>
public sealed class DurationRangeAttribute(string min, string? max = null) : RuleAttribute
{
    public string Min { get; } = min;

    public string? Max { get; } = max;

    public override string Broken => Max is null ? $"shorter than {Min}" : $"outside [{Min}, {Max}]";

    public override string Mend => Max is null ? $"Write {Min} or longer" : "Write a duration in the range";

    public override string Sample => Min;

    public override bool Allows(object value) => value is TimeSpan time && time >= Read(Min) && (Max is null || time <= Read(Max));

    public override void AddTo(JsonObject schema) => schema["$comment"] = Max is null ? $"at least {Min}" : $"in [{Min}, {Max}]";

    private static TimeSpan Read(string text) =>
        Duration.TryRead(text, out var value) ? value : throw new FormatException($"A rule's bound '{text}' is not a duration.");
}
