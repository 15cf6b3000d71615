using Flywheel.DuckDb;
using Flywheel.Training;
using Flywheel.Warehouse;

namespace Flywheel.Cli.Demo.Mails;

/// <summary>Production of the demo's second model: real mails of 2001 and 2002 come in, week by week, and are scored as they come.</summary>
/// <remarks>
/// A mail arrives at the time of its Date header. What it is, is known after the strategy's delay, when its reader has sorted it; a
/// reader complains two hours after spam that was let through. Nobody spoils rows here: the corpus has weeks without a mail, months of
/// spam only, and mails without a word.
/// </remarks>
public sealed class MailProduction : RecordedWeeks
{
    /// <summary>Columns of an event that a strategy may name.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["mail_id", "sent_at", "body", "capitals"];

    private const int ComplaintHours = 2;

    /// <summary>A mail is let through when its score is below this: a letter that is lost is worse than spam that is seen.</summary>
    private const double TakenForSpam = 0.9;

    private readonly MailArchive archive;

    /// <param name="root">The repository's root.</param>
    /// <exception cref="RefusedException">The mails were not fetched.</exception>
    public MailProduction(string root)
    {
        archive = MailArchive.Read(root);
        Database.Execute("CREATE TABLE mails (mail_id VARCHAR, sent_at TIMESTAMP, body VARCHAR, capitals DOUBLE, spam BIGINT)");
        using var appender = Connection.CreateAppender("mails");
        foreach (var mail in archive.Mails)
        {
            appender.Append(mail.Id).Append(mail.SentAt).Append(mail.Body).Append((object?)mail.Capitals).Append(mail.Spam ? 1L : 0L);
            appender.EndRow();
        }
    }

    /// <summary>Monday of the week of the first mail.</summary>
    public override DateTime Begins { get; } = new(2001, 2, 12);

    /// <summary>End of the week of the last mail, which came half a year after the last but one.</summary>
    public override DateTime Ends { get; } = new(2003, 7, 21);

    public override string What => "mails";

    public override string LeftOut =>
        $"{archive.LeftOut} of {archive.Mails.Count + archive.LeftOut} mails never arrive: {archive.WithoutDate} have no date, {archive.UnreadableDate} one that cannot be read, {archive.OtherYear} one of another year than 2001 to 2003.";

    protected override string Id => "mail_id";

    protected override string Week(DateTime from, DateTime to) =>
        $"SELECT * FROM mails WHERE sent_at >= {Sql.Time(from)} AND sent_at < {Sql.Time(to)}";

    protected override void Score(Scorer? model)
    {
        Database.Execute("CREATE OR REPLACE TABLE scores (mail_id VARCHAR, score DOUBLE)");
        var ids = model is null ? [] : Database.Rows<string>("SELECT mail_id FROM week ORDER BY mail_id");
        if (ids.Count > 0)
        {
            var scores = model!.Score(Database, "week", "TRUE", "mail_id");
            using var appender = Connection.CreateAppender("scores");
            appender.AppendColumns(DuckDbColumn.Of(ids.ToArray<string?>().AsMemory()), DuckDbColumn.Of(scores.AsMemory()));
        }
    }

    protected override string Events(string? version) =>
        $"""
            SELECT mail_id, sent_at, body, capitals, score, sent_at AS received_at,
                   CASE WHEN score IS NULL THEN NULL ELSE {(version is null ? "''" : Sql.Text(version))} END AS scored_by
            FROM week LEFT JOIN scores USING (mail_id)
            """;

    protected override string Labels(TimeSpan delay) =>
        $"SELECT mail_id, spam, sent_at + to_seconds({(long)delay.TotalSeconds}) AS received_at FROM week";

    protected override string Complaints =>
        $"""
            SELECT mail_id, TRUE AS complaint, sent_at + to_hours({ComplaintHours}) AS received_at
            FROM week JOIN scores USING (mail_id) WHERE spam = 1 AND score < {TakenForSpam.ToString(
                System.Globalization.CultureInfo.InvariantCulture
            )}
            """;
}
