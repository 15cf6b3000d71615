using Flywheel.Cli.Demo.Mails;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Demo;

/// <summary>The corpus as Python's email package reads it: counts of its folders and of its Date headers were taken with it.</summary>
public sealed class MailArchiveTests
{
    private static readonly Lazy<MailArchive> _archive = new(() => MailArchive.Read(Repository.Root));

    private static MailArchive Archive => _archive.Value;

    [Fact]
    public void Every_mail_is_there_or_counted()
    {
        Assert.Equal(6046, Archive.Mails.Count + Archive.LeftOut);
        Assert.Equal(0, Archive.WithoutDate);
    }

    [Fact]
    public void Ids_are_unique_and_times_are_in_order()
    {
        Assert.Equal(Archive.Mails.Count, Archive.Mails.Select(mail => mail.Id).Distinct().Count());
        Assert.Equal(Archive.Mails.Select(mail => mail.SentAt).Order(), Archive.Mails.Select(mail => mail.SentAt));
        Assert.All(Archive.Mails, mail => Assert.InRange(mail.SentAt.Year, 2001, 2003));
    }

    [Fact]
    public void Bodies_hold_no_signs_of_control_and_are_seldom_empty()
    {
        Assert.All(Archive.Mails, mail => Assert.DoesNotContain(mail.Body, sign => char.IsControl(sign) && sign is not ('\n' or '\t')));
        Assert.All(Archive.Mails, mail => Assert.True(mail.Body.Length <= MailBody.Longest));
        Assert.InRange(Archive.Mails.Count(mail => mail.Body.Length == 0), 0, 60);
    }
}
