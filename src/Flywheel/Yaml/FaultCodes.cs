namespace Flywheel.Yaml;

/// <summary>Every code that a fault of YAML text (FW01xx) or of keys and values (FW02xx) can carry, with one sentence each.</summary>
public static class FaultCodes
{
    public const string Unreadable = "FW0101";
    public const string TooLarge = "FW0102";
    public const string NotUtf8 = "FW0103";
    public const string ControlCharacter = "FW0104";
    public const string Syntax = "FW0105";
    public const string Tab = "FW0106";
    public const string Empty = "FW0107";
    public const string SecondDocument = "FW0108";
    public const string Anchor = "FW0109";
    public const string Alias = "FW0110";
    public const string Tag = "FW0111";
    public const string TooDeep = "FW0112";
    public const string DuplicateKey = "FW0113";
    public const string KeyNotText = "FW0114";

    public const string UnknownKey = "FW0201";
    public const string MissingKey = "FW0202";
    public const string NoValue = "FW0203";
    public const string WrongShape = "FW0204";
    public const string NotBoolean = "FW0205";
    public const string NotNumber = "FW0206";
    public const string NotDuration = "FW0207";
    public const string NotDate = "FW0208";
    public const string UnknownName = "FW0209";
    public const string RuleBroken = "FW0210";
    public const string UnknownKind = "FW0211";
    public const string SeveralKinds = "FW0212";
    public const string NotReadable = "FW0213";
    public const string BadEntryName = "FW0214";
    public const string Contradiction = "FW0215";
    public const string DuplicateItem = "FW0216";

    /// <summary>The codes in order, for the docs.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Unreadable] = "The file does not exist or cannot be read.",
            [TooLarge] = "The file is larger than 1 MiB.",
            [NotUtf8] = "The file holds bytes that are not UTF-8.",
            [ControlCharacter] = "The file holds a control character.",
            [Syntax] = "The text is not YAML.",
            [Tab] = "A tab stands where YAML wants spaces.",
            [Empty] = "The file holds no keys.",
            [SecondDocument] = "The file holds more than one document.",
            [Anchor] = "An anchor (&name) is used.",
            [Alias] = "An alias (*name) is used.",
            [Tag] = "A tag (!name) is used.",
            [TooDeep] = "Maps and lists are nested more than 32 deep.",
            [DuplicateKey] = "A map has the same key twice.",
            [KeyNotText] = "A key is a list or a map.",
            [UnknownKey] = "Nothing reads this key.",
            [MissingKey] = "A required key is not there.",
            [NoValue] = "A key has no value.",
            [WrongShape] = "A map, a list or a single value stands where another of the three belongs.",
            [NotBoolean] = "The value is neither true nor false.",
            [NotNumber] = "The value is not a number, or not one of the right kind.",
            [NotDuration] = "The value is not a duration such as 7d.",
            [NotDate] = "The value is not a date such as 2001-01-31.",
            [UnknownName] = "The value is not one of the names to choose from.",
            [RuleBroken] = "The value breaks the rule of its key.",
            [UnknownKind] = "The key is not one of the kinds to choose from.",
            [SeveralKinds] = "Several kinds stand where one belongs.",
            [NotReadable] = "The value cannot be read as what its key holds.",
            [BadEntryName] = "An entry's name breaks the rule for names.",
            [Contradiction] = "Two keys of one map contradict each other.",
            [DuplicateItem] = "A list whose entries are to differ has the same one twice.",
        };
}
