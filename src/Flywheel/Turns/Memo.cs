using System.Text.Json;

namespace Flywheel.Turns;

/// <summary>What the store keeps of a stage's run: <c>turns/&lt;key&gt;/&lt;stage&gt;.json</c>.</summary>
/// <param name="Strategy">Digest of the strategy then, whose values the store keeps too.</param>
/// <param name="Inputs">Everything that the stage read, as <see cref="InputValues"/> named it, with what it was; in byte order of the names.</param>
/// <param name="Record">What the stage answered.</param>
public sealed record Memo(string Strategy, IReadOnlyDictionary<string, string> Inputs, JsonElement Record);
