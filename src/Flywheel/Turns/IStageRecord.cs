using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using Flywheel.State;

namespace Flywheel.Turns;

/// <summary>What a stage found out or decided; kept in the store as <c>turns/&lt;key&gt;/&lt;stage&gt;.json</c>.</summary>
public interface IStageRecord
{
    /// <summary>Objects of the store that it names: without them the record is of no use and the stage runs again.</summary>
    [JsonIgnore]
    IReadOnlyList<string> Objects => [];

    /// <summary>Whether nothing of it is left to be done: a record that is not over is not remembered.</summary>
    [JsonIgnore]
    bool IsOver => true;

    /// <summary>Files that it proposes, text by path from the repository's root; an empty text withdraws what the turn proposed before.</summary>
    IReadOnlyDictionary<string, string> Proposals => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Those of them that are to be written over the files that are there.</summary>
    IEnumerable<KeyValuePair<string, string>> ProposalsOver(IFiles there) => Proposals;

    /// <summary>Documents of the store that the record stands for, text by name: written when the stage ran and again when its record is remembered.</summary>
    IReadOnlyDictionary<string, string> Documents(Turn turn) => ReadOnlyDictionary<string, string>.Empty;
}
