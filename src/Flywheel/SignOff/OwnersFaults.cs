namespace Flywheel.SignOff;

/// <summary>The codes of what can be wrong in a CODEOWNERS file, one sentence each. GitHub passes over such a line, so its files have no owner.</summary>
public static class OwnersFaults
{
    public const string NotLoaded = "FW0490";
    public const string Negated = "FW0491";
    public const string CharacterRange = "FW0492";
    public const string NoPattern = "FW0493";
    public const string NoOwner = "FW0494";

    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            [NotLoaded] = "CODEOWNERS is too large, no text or no file, so nothing of it counts.",
            [Negated] = "A pattern begins with an exclamation mark, which CODEOWNERS does not know.",
            [CharacterRange] = "A pattern holds a bracket, and CODEOWNERS knows no range of characters.",
            [NoPattern] = "A pattern can match no file.",
            [NoOwner] = "What stands behind a pattern is no user, no team and no mail address.",
        };
}
