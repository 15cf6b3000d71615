namespace Flywheel.Cli.Demo.Mails;

/// <summary>A mail of the corpus, as production sees it.</summary>
/// <param name="Id">First twelve digits of the hash in its file's name; no two have the same.</param>
/// <param name="SentAt">Time of its Date header, in UTC; to the second, as mails are dated.</param>
/// <param name="Spam">What the corpus says that it is.</param>
/// <param name="Body">Its text, decoded; nothing of its headers.</param>
public sealed record Mail(string Id, DateTime SentAt, bool Spam, string Body)
{
    /// <summary>Share of capitals among its letters, in [0, 1]; null without letters.</summary>
    public double? Capitals { get; } = Body.Count(char.IsLetter) is > 0 and var letters ? (double)Body.Count(char.IsUpper) / letters : null;
}
