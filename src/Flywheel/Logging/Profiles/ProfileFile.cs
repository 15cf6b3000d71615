using System.Globalization;
using System.Text;
using Flywheel.Storage;

namespace Flywheel.Logging.Profiles;

/// <summary>A profile as text: the first line names the format, the last one is the SHA-256 of what precedes. docs/profiles.md has each line.</summary>
public static class ProfileFile
{
    private const string Magic = "flywheel-profile ";
    private const int Format = 1;
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.ffffff";
    private const string Again = "or write it again: flywheel profile <file>... --out";

    public static string Write(Profile profile)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Magic}{Format}\nrows {profile.Rows}\n");
        if (profile.Known is { } known)
        {
            text.Append(CultureInfo.InvariantCulture, $"known {known.ToString(Time, CultureInfo.InvariantCulture)}\n");
        }

        if (profile.Period is { } period)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"period {period.Begins.ToString(Time, CultureInfo.InvariantCulture)} {period.Ends.ToString(Time, CultureInfo.InvariantCulture)}\n"
            );
        }

        foreach (var column in profile.Columns)
        {
            column.Write(text);
        }

        var body = text.ToString();
        return $"{body}sha256 {Digest.Of(body)}\n";
    }

    /// <param name="path">Its name in messages.</param>
    /// <exception cref="RefusedException">The text is no profile, of a newer format, or damaged.</exception>
    public static Profile Read(string path, string text)
    {
        text = text.Replace("\r\n", "\n");
        CheckFormat(path, text.Split('\n', 2)[0]);
        var end = text.LastIndexOf("\nsha256 ", StringComparison.Ordinal) + 1;
        var body = text[..end];
        if (text[end..] != $"sha256 {Digest.Of(body)}\n")
        {
            throw Refused(
                $"{path} is damaged: its last line is not the digest of what precedes. Take it again from where it came from, {Again} {path}"
            );
        }

        return Parsed(path, body, profile => Write(profile) == text);
    }

    /// <summary>What a profile says before its columns: its rows, and of what time it is. Whether the rest is damaged is not looked at.</summary>
    /// <param name="path">Its name in messages.</param>
    /// <param name="lines">Of the file; read as far as needed.</param>
    /// <exception cref="RefusedException">They are not those of a profile, or of a newer format.</exception>
    public static Profile Head(string path, IEnumerable<string> lines)
    {
        var head = lines.TakeWhile(line => line.Split(' ')[0] is not ("column" or "sha256")).ToList();
        CheckFormat(path, head.FirstOrDefault(""));
        return Parsed(path, string.Join('\n', head), _ => true);
    }

    private static void CheckFormat(string path, string first)
    {
        if (!first.StartsWith(Magic, StringComparison.Ordinal) || !int.TryParse(first[Magic.Length..], out var format))
        {
            throw Refused(
                $"{path} is no profile: its first line is not '{Magic}{Format}'. Name a file that flywheel profile wrote, {Again} {path}"
            );
        }

        if (format != Format)
        {
            throw Refused(
                $"{path} is a profile of format {format}, and this program reads format {Format}. Take the program that wrote it, {Again} {path}"
            );
        }
    }

    /// <param name="isWritten">Whether a profile's file is this one.</param>
    private static Profile Parsed(string path, string body, Func<Profile, bool> isWritten)
    {
        var lines = new ProfileLines(body.TrimEnd('\n').Split('\n'));
        try
        {
            var profile = Read(lines);
            ProfileLines.Require(isWritten(profile), "it is not written as this program writes it");
            return profile;
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            throw Refused($"{path}:{lines.Number}: the profile cannot be read: {wrong.Message.TrimEnd('.')}. Name another, {Again} {path}");
        }
    }

    private static Profile Read(ProfileLines lines)
    {
        lines.After(Magic.TrimEnd());
        var profile = new Profile { Rows = ProfileLines.Count(lines.After("rows")) };
        if (lines.Has("known"))
        {
            profile.Known = TimeOf(lines.After("known"));
        }

        if (lines.Has("period"))
        {
            var ends = lines.After("period").Split(' ');
            ProfileLines.Require(ends.Length == 2, "a period has a beginning and an end");
            profile.Period = new(TimeOf(ends[0]), TimeOf(ends[1]));
        }

        while (!lines.AtEnd)
        {
            var column = ColumnProfile.Read(lines);
            ProfileLines.Require(column.Rows <= profile.Rows, "a column has more rows than the profile");
            profile.Take(column);
        }

        return profile;
    }

    private static DateTime TimeOf(string text) => DateTime.ParseExact(text, Time, CultureInfo.InvariantCulture);

    private static RefusedException Refused(string message) => new(ExitCode.Mistake, message);
}
