namespace Flywheel.Curation.Labelling;

/// <summary>The codes of what can be wrong with labelers and with what they answer, one sentence each.</summary>
public static class LabelFaults
{
    public const string WrongConflicts = "FW0450";
    public const string Unreadable = "FW0451";
    public const string BrokenRow = "FW0452";
    public const string UnknownId = "FW0453";
    public const string NotAsked = "FW0454";
    public const string SpoiltId = "FW0455";
    public const string NoLabel = "FW0456";
    public const string TwoLabels = "FW0457";
    public const string WrongSigner = "FW0458";

    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            [WrongConflicts] = "Conflicts between labels are to be resolved in a way that the task does not allow.",
            [Unreadable] = "A file of labels cannot be read as a whole.",
            [BrokenRow] = "A row of a file of labels is not what its header says.",
            [UnknownId] = "A label is of an id that no event has.",
            [NotAsked] = "A label is of an event that nobody was asked about.",
            [SpoiltId] = "An id was turned into another number by a spreadsheet.",
            [NoLabel] = "A value is no label of the task.",
            [TwoLabels] = "One file has two labels of one point by one person.",
            [WrongSigner] = "A label is signed with what is no name.",
        };
}
