using System.IO.Compression;
using System.Text;
using Flywheel.Logging;
using Flywheel.Tests.Infra;
using Flywheel.Turns;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Logging;

/// <summary>Landing files as a test writes them, and what a turn made of them.</summary>
internal static class Landing
{
    private static readonly UTF8Encoding _plain = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a landing file of some bytes, by gzip where its name says so.</summary>
    public static void Land(this TemporaryRepository repository, string name, ReadOnlySpan<byte> bytes)
    {
        var path = repository.PathOf($"{TemporaryRepository.Source}/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
        {
            file.Write(bytes);
            return;
        }

        using var zipped = new GZipStream(file, CompressionLevel.Fastest);
        zipped.Write(bytes);
    }

    public static void Land(this TemporaryRepository repository, string name, string text) => repository.Land(name, _plain.GetBytes(text));

    /// <summary>Writes every landing file of Parquet anew as JSON lines, every second one by gzip.</summary>
    /// <param name="some">Which of the files of a stream, by their index.</param>
    public static void ToLines(this TemporaryRepository repository, Func<int, bool>? some = null)
    {
        foreach (var stream in new[] { Partitions.Events, Partitions.Labels, Partitions.Feedback })
        {
            foreach (var (file, i) in repository.SourceFiles(stream).Select((file, i) => (file, i)))
            {
                if (!file.EndsWith(".parquet", StringComparison.Ordinal) || some?.Invoke(i) == false)
                {
                    continue;
                }

                var lines = file.Replace(".parquet", i % 2 == 0 ? ".jsonl" : ".jsonl.gz", StringComparison.Ordinal);
                TemporaryRepository.ChangeFiles($"COPY (FROM read_parquet({Sql.Text(file)})) TO {Sql.Text(lines)} (FORMAT json)");
                File.Delete(file);
            }
        }
    }

    /// <summary>An order as a line of JSON; a value of null leaves the key out.</summary>
    public static string Order(
        long id,
        string amount = "20.5",
        string at = "2024-01-01T10:00:00",
        string? received = null,
        string more = ""
    ) =>
        $"{{\"order_id\":{id},\"ordered_at\":\"{at}\",\"amount\":{amount},\"items\":2,\"channel\":\"web\"{(received is null ? "" : $",\"received_at\":\"{received}\"")}{more}}}";

    /// <summary>Rows of quarantine, newest last.</summary>
    public static IReadOnlyList<(string Reason, string? Id, string Content)> Quarantined(
        this TemporaryRepository repository,
        DateTime asOf
    ) =>
        repository.Work(place =>
        {
            var turn = place.At(asOf);
            return turn.Database.Rows<(string, string?, string)>(
                $"SELECT reason, id, content FROM ({turn.Log.Rows(Partitions.Quarantine)}) ORDER BY received_at, source_file, source_row"
            );
        });

    /// <summary>What a query says of a stream's rows.</summary>
    public static IReadOnlyList<T> Rows<T>(this TemporaryRepository repository, DateTime asOf, string stream, string select) =>
        repository.Work(place =>
        {
            var turn = place.At(asOf);
            return turn.Database.Rows<T>($"SELECT {select} FROM ({turn.Log.Rows(stream)}) ORDER BY ALL");
        });

    /// <summary>Digests of every partition, by stream: what rows it holds, and not where they came from.</summary>
    public static IReadOnlyList<string> Digests(this TemporaryRepository repository) =>
        repository.Work(place =>
            Partitions
                .Streams.SelectMany(stream =>
                    Partitions
                        .Read(place.Workplace.Store, place.Strategy.Model, stream, DateTime.MaxValue)
                        .Select(one => $"{stream} {one.Digest}")
                )
                .ToList()
        );

    public static LogRecord Log(this Turn turn) => turn.Of<LogRecord>();
}
