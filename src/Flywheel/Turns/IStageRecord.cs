using System.Text.Json.Serialization;

namespace Flywheel.Turns;

/// <summary>What a stage found out or decided; kept in the store as <c>turns/&lt;key&gt;/&lt;stage&gt;.json</c>.</summary>
public interface IStageRecord
{
    /// <summary>Objects of the store that it names: without them the record is of no use and the stage runs again.</summary>
    [JsonIgnore]
    IReadOnlyList<string> Objects { get; }

    /// <summary>Files that it proposes, text by path from the repository's root.</summary>
    IReadOnlyDictionary<string, string> Proposals { get; }
}
