using Flywheel.OfflineTesting;

namespace Flywheel.Site.Writing;

/// <summary>Whether a verdict is good or bad news: the colour that its word is given, never in place of the word.</summary>
internal static class Tone
{
    public const string Good = "good";
    public const string Bad = "bad";
    public const string Unsure = "unsure";
    public const string Quiet = "quiet";

    /// <returns>Null for what is no verdict.</returns>
    public static string? Of(string words) =>
        words switch
        {
            "ok" or "open" or Decisions.Promote => Good,
            "bad" or "closed" or Decisions.Refuse => Bad,
            "not enough evidence" or Decisions.NotEnoughEvidence or Decisions.Hold => Unsure,
            Decisions.NoCandidate => Quiet,
            _ => null,
        };
}
