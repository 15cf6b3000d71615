using System.Text;
using MimeKit;

namespace Flywheel.Cli.Demo.Mails;

/// <summary>The text of a mail's body: its text parts, decoded, in their order, markup and all.</summary>
/// <remarks>Headers are left out, those of the mail and those of its parts: they tell where and when a mail was collected.</remarks>
public static class MailBody
{
    /// <summary>Characters that are kept; what comes after them tells a reader nothing new, and a few mails are a book.</summary>
    public const int Longest = 20_000;

    static MailBody() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static string Of(MimeMessage mail)
    {
        var text = new StringBuilder();
        foreach (var part in mail.BodyParts.OfType<TextPart>())
        {
            text.Append(Whole(part.Text)).Append('\n');
        }

        return (text.Length > Longest ? text.ToString(0, Longest) : text.ToString()).Trim();
    }

    /// <summary>Lines end with LF; what is no character of a text is a blank: half a pair, or a sign of control.</summary>
    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            whole.Append(
                rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')) ? " " : rune.ToString()
            );
        }

        return whole.ToString();
    }
}
