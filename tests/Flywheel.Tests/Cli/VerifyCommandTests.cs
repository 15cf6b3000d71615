using System.Text.RegularExpressions;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Cli;

/// <summary>A model is made again in a clean place; nothing is overwritten; the first input that is not as it was is named.</summary>
public sealed class VerifyCommandTests
{
    private const string Manifest = "models/shop/2024-01-05.yaml";

    [Fact]
    public void Every_version_is_made_again_with_the_same_bytes_and_nothing_is_written()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(4);
        var before = Everything(repository);

        var result = repository.Flywheel("verify", "shop");

        Assert.True(result.Code == 0, result.Output + result.Error);
        Assert.Matches("shop@2024-01-04: verified, the bytes are [0-9a-f]{12}… again\n[^\n]+\nshop@2024-01-05: verified", result.Output);
        Assert.Equal(before, Everything(repository));
    }

    [Fact]
    public void What_was_made_of_the_log_is_not_used()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        Directory.Delete(repository.PathOf(".flywheel/documents/by-content"), recursive: true);
        Directory.Delete(repository.PathOf(".flywheel/documents/turns"), recursive: true);
        var primary = string.Concat(repository.Documents("logs").Concat(repository.Documents("reservoir")).Select(file => file.Value));
        var made = Directory
            .GetFiles(repository.PathOf(".flywheel/objects"), "*", SearchOption.AllDirectories)
            .Where(file =>
                !primary.Contains(Path.GetFileName(Path.GetDirectoryName(file)) + Path.GetFileName(file), StringComparison.Ordinal)
            )
            .ToList();
        Assert.NotEmpty(made);
        made.ForEach(File.Delete);

        var result = repository.Flywheel("verify", "shop@2024-01-05");

        Assert.True(result.Code == 0, result.Output + result.Error);
        Assert.Contains("shop@2024-01-05: verified", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rounds: 8", "rounds: 9", "differs: parameters: rounds 9 in models/shop/2024-01-05.yaml, 8 in the strategy of that digest")]
    [InlineData("\n  items: '\"items\"'", "\n  items: amount", "differs: features: items is \"items\" now, and was amount")]
    [InlineData("strategy: ", "strategy: 0", "differs: no revision of strategy/shop has the digest 0")]
    [InlineData("dataset-digest: ", "dataset-digest: 0", "and had 0[0-9a-f]+: the log is not what it was, with as many rows")]
    [InlineData("\nbytes: ", "\nbytes: 0", "in the same environment: a defect, please report it")]
    public void The_first_input_that_differs_is_named(string old, string now, string said)
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        var text = repository.Read(Manifest)!;
        Assert.Contains(old, text, StringComparison.Ordinal);
        repository.Write(Manifest, text.Replace(old, now, StringComparison.Ordinal));

        var result = repository.Flywheel("verify", "shop@2024-01-05");

        Assert.Equal(5, result.Code);
        Assert.Matches(said, result.Output);
    }

    [Fact]
    public void A_label_that_was_corrected_behind_the_log_s_back_is_a_dataset_that_differs()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        var document = Directory.GetFiles(repository.PathOf(".flywheel/documents/logs/shop/labels")).Order().ElementAt(1);
        File.Delete(document);

        var result = repository.Flywheel("verify", "shop@2024-01-05");

        Assert.Equal(5, result.Code);
        Assert.Matches(
            "the log is not what it was, with [0-9]+ rows instead of [0-9]+; what differs is 2024-01-02 to 2024-01-03: "
                + "[0-9]+ rows instead of [0-9]+, [0-9]+ of its points have no label; "
                + "the log has its events in events/20240102T[0-9]{6}-[0-9a-f]{16} \\(1200 rows\\) "
                + "and their labels in labels/20240104T[0-9]{6}-[0-9a-f]{16} \\(299 rows\\)\n",
            result.Output
        );
        Assert.DoesNotContain(Path.GetFileNameWithoutExtension(document), result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_partition_whose_rows_were_exchanged_is_told_by_its_cycle_and_name()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        var document = Directory.GetFiles(repository.PathOf(".flywheel/documents/logs/shop/events")).Order().ElementAt(1);
        var text = File.ReadAllText(document);
        var hash = Regex.Match(text, "\"object\": \"([0-9a-f]{64})\"").Groups[1].Value;
        var file = ObjectAt(repository, hash);
        var other = repository.PathOf("other.parquet");
        File.Copy(file, other);
        repository.ChangeFile(other, "* REPLACE (amount + 1 AS amount)");
        var taken = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(other)));
        Directory.CreateDirectory(Path.GetDirectoryName(ObjectAt(repository, taken))!);
        File.Move(other, ObjectAt(repository, taken));
        File.WriteAllText(document, text.Replace(hash, taken, StringComparison.Ordinal));

        var result = repository.Flywheel("verify", "shop@2024-01-05");

        Assert.Equal(5, result.Code);
        Assert.Matches(
            "with as many rows \\([0-9]+\\), of which at least one holds something else; what differs is 2024-01-02 to 2024-01-03: "
                + $"as many rows \\([0-9]+\\), other values; the log has its events in events/{Path.GetFileNameWithoutExtension(document)} ",
            result.Output
        );
    }

    [Fact]
    public void A_partition_whose_bytes_are_lost_or_damaged_is_named()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        var document = Directory.GetFiles(repository.PathOf(".flywheel/documents/logs/shop/labels")).Order().ElementAt(1);
        var name = $"labels/{Path.GetFileNameWithoutExtension(document)}";
        var file = ObjectAt(repository, Regex.Match(File.ReadAllText(document), "\"object\": \"([0-9a-f]{64})\"").Groups[1].Value);
        var bytes = File.ReadAllBytes(file);

        File.WriteAllBytes(file, [.. bytes[..^1], (byte)~bytes[^1]]);
        var damaged = repository.Flywheel("verify", "shop@2024-01-05");
        File.Delete(file);
        var lost = repository.Flywheel("verify", "shop@2024-01-05");

        Assert.Equal((6, 6), (damaged.Code, lost.Code));
        Assert.Contains(
            $"cannot be rebuilt: {name} has other bytes than were written: .flywheel/objects/",
            damaged.Output,
            StringComparison.Ordinal
        );
        Assert.Contains($"cannot be rebuilt: the store lacks the bytes of {name}, ", lost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dataset_s_manifest_of_before_cycles_were_written_is_verified_all_the_same()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        const string Path = "datasets/shop/2024-01-05.yaml";
        var text = repository.Read(Path)!;
        var old = Regex.Replace(text, "\ncycles:(\n  .*)+", "");
        Assert.NotEqual(text, old);
        repository.Write(Path, old);

        var same = repository.Flywheel("verify", "shop@2024-01-05");
        File.Delete(Directory.GetFiles(repository.PathOf(".flywheel/documents/logs/shop/labels")).Order().ElementAt(1));
        var other = repository.Flywheel("verify", "shop@2024-01-05");

        Assert.Equal((0, 5), (same.Code, other.Code));
        Assert.Matches("the log is not what it was, with [0-9]+ rows instead of [0-9]+\n", other.Output);
    }

    [Fact]
    public void In_another_environment_the_scores_are_compared_where_the_bytes_are_still_there()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        var text = repository.Read(Manifest)!;
        var other = text.Replace("processor: ", "processor: other ", StringComparison.Ordinal);
        var first = Bytes(repository.Read("models/shop/2024-01-04.yaml")!);
        repository.Write(Manifest, other);

        var same = repository.Flywheel("verify", "shop@2024-01-05");
        repository.Write(Manifest, other.Replace(Bytes(text), first, StringComparison.Ordinal));
        var far = repository.Flywheel("verify", "shop@2024-01-05");
        repository.Write(Manifest, other.Replace(Bytes(text), new string('0', 64), StringComparison.Ordinal));
        var lost = repository.Flywheel("verify", "shop@2024-01-05");

        Assert.Equal((0, 0, 0), (same.Code, far.Code, lost.Code));
        Assert.Matches("other environment \\(processor other .* then, .* now\\): rebuilt, the same bytes", same.Output);
        Assert.Matches("rebuilt, largest score difference [1-9]\\.[0-9]e-[0-9] over [0-9]+ rows of its dataset", far.Output);
        Assert.Contains(
            "not in the store and production logged no score of it, so scores cannot be compared",
            lost.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void In_another_environment_without_its_bytes_the_scores_are_compared_with_those_that_production_logged()
    {
        const string First = "models/shop/2024-01-04.yaml";
        using var repository = new TemporaryRepository();
        repository.Live(3);
        repository.Arrive(4);
        repository.ChangeFile(
            repository.SourceFiles("events")[^1],
            "* REPLACE (score + CASE WHEN order_id % 100 = 0 THEN 0.25 ELSE 0 END AS score)"
        );
        repository.Turn(4);
        var text = repository.Read(First)!;
        repository.Write(
            First,
            text.Replace("processor: ", "processor: other ", StringComparison.Ordinal)
                .Replace(Bytes(text), new string('0', 64), StringComparison.Ordinal)
        );

        var result = repository.Flywheel("verify", "shop@2024-01-04");

        Assert.Equal(0, result.Code);
        Assert.Contains(
            "rebuilt, largest score difference 2.5e-1 over 1200 rows that production logged its scores of\n",
            result.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Without_a_log_nothing_can_be_made_again()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        repository.LoseStore();

        var result = repository.Flywheel("verify", "shop");

        Assert.Equal(6, result.Code);
        Assert.Contains(
            "shop@2024-01-04: cannot be rebuilt: the log has no event that was received by 2024-01-04.",
            result.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_version_that_is_not_there_is_a_mistake()
    {
        using var repository = new TemporaryRepository();
        repository.Live(1);

        var version = repository.Flywheel("verify", "shop@2024-01-09");
        var none = repository.Flywheel("verify", "shop");

        Assert.Equal((2, 2), (version.Code, none.Code));
        Assert.Contains("models/shop/2024-01-09.yaml is missing", version.Error, StringComparison.Ordinal);
        Assert.Equal("flywheel: models/shop has no model to verify yet. Type: flywheel loop shop\n", none.Error);
    }

    private static string ObjectAt(TemporaryRepository repository, string hash) =>
        repository.PathOf($".flywheel/objects/{hash[..2]}/{hash[2..]}");

    private static string Bytes(string manifest) => Regex.Match(manifest, "\nbytes: ([0-9a-f]+)").Groups[1].Value;

    private static IEnumerable<(string, DateTime)> Everything(TemporaryRepository repository) =>
        Directory
            .EnumerateFiles(repository.Root, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (file, File.GetLastWriteTimeUtc(file)))
            .ToList();
}
