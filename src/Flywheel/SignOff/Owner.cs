using Flywheel.Yaml;

namespace Flywheel.SignOff;

/// <summary>Who owns files, as CODEOWNERS and a strategy write it: <c>@user</c>, <c>@org/team</c> or a mail address.</summary>
public static class Owner
{
    /// <summary>Of all three; a user's underscore is that of a managed account.</summary>
    public const string Pattern = User + "|" + Team + "|" + Mail;

    public const string Noun = "an owner: @user, @org/team or a mail address";

    /// <summary>Stands in the template until a team puts its own name there.</summary>
    public const string Placeholder = "@your-org/ml-reviewers";

    private const string User = "@[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})";
    private const string Team = "@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9_.-]{1,100}";
    private const string Mail = "[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}";

    public static bool Is(string text) => PatternAttribute.Matches(Pattern, text);

    /// <summary>Whether it is nobody yet.</summary>
    public static bool IsPlaceholder(string owner) => owner.StartsWith("@your-org/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Names of accounts and domains of addresses are the same in any case.</summary>
    public static StringComparer Same { get; } = StringComparer.OrdinalIgnoreCase;

    /// <summary>Whether a commit's author is an owner, where a mail address can tell: null of a team, whose members git does not know.</summary>
    public static bool? IsBy(IReadOnlyCollection<string> owners, string mail) =>
        owners.Contains(mail, Same) || (Login(mail) is { } login && owners.Contains($"@{login}", Same)) ? true
        : owners.Count == 0 ? false
        : owners.Any(owner => owner.Contains('/', StringComparison.Ordinal)) || (Login(mail) is null && owners.Any(IsAccount)) ? null
        : false;

    private static bool IsAccount(string owner) => owner.StartsWith('@');

    /// <summary>GitHub's own address of an account that hides its mail names the account: <c>123+name@users.noreply.github.com</c>.</summary>
    private static string? Login(string mail)
    {
        const string Hidden = "@users.noreply.github.com";
        return mail.EndsWith(Hidden, StringComparison.OrdinalIgnoreCase) ? mail[..^Hidden.Length].Split('+')[^1] : null;
    }
}
