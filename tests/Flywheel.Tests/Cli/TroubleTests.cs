using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Cli;

/// <summary>Every trouble ends with its exit code and with what to type next.</summary>
public sealed class TroubleTests
{
    [Fact]
    public void A_truncated_file_is_named_and_nothing_is_taken_from_it()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(1);
        var file = repository.SourceFiles("events")[0];
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^100]);

        var result = repository.Flywheel("loop", "shop", "--as-of", "2024-01-02", "--assume-merged");

        Fails(6, result);
        Assert.StartsWith(
            "flywheel: .flywheel/production/shop/events/2024-01-01.parquet is not a whole Parquet file: ",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "Nothing of this turn was taken from it. Let its producer write it again, or move it out of the folder.\n",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Null(repository.Read("reports/shop/ledger.csv"));
    }

    [Fact]
    public void A_missing_label_column_is_told_with_the_columns_that_are_there()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(1);
        repository.ChangeFile(repository.SourceFiles("labels")[0], "* RENAME (returned AS sent_back)");

        var result = repository.Flywheel("loop", "shop", "--as-of", "2024-01-02", "--assume-merged");

        Fails(2, result);
        Assert.Equal(
            "flywheel: .flywheel/production/shop/labels has no column returned; it has order_id, received_at, sent_back. The strategy of shop reads it there. Let the producer write it, or mend 'log' in strategy/shop/strategy.yaml.\n",
            result.Error
        );
    }

    [Fact]
    public void Damaged_bytes_of_a_model_are_told_with_what_to_type_and_typing_it_mends_them()
    {
        using var repository = new TemporaryRepository();
        repository.Live(3);
        repository.Arrive(4);
        var hash = repository.Read("models/shop/2024-01-04.yaml")!.Split("bytes: ")[1].Split('\n')[0].Trim('\'', '"');
        var path = $".flywheel/objects/{hash[..2]}/{hash[2..]}";
        var bytes = File.ReadAllBytes(repository.PathOf(path));
        File.WriteAllBytes(repository.PathOf(path), [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);

        var result = repository.Flywheel("loop", "shop", "--assume-merged");
        File.Delete(repository.PathOf(path));
        var mended = repository.Flywheel("loop", "shop", "--assume-merged");

        Fails(6, result);
        Assert.StartsWith("flywheel: model shop@2024-01-04: ", result.Error, StringComparison.Ordinal);
        Assert.Contains($"Type: rm {path} — the next turn makes the model again", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, mended.Code);
        Assert.Equal(bytes, File.ReadAllBytes(repository.PathOf(path)));
    }

    [Theory]
    [InlineData("logs/shop/events", "the log's partition events/")]
    [InlineData("reservoir/shop", "the reservoir's batch of 2024-01-02 ")]
    public void Damaged_bytes_that_nothing_makes_again_are_to_be_put_back_and_not_removed(string documents, string said)
    {
        using var repository = new TemporaryRepository();
        repository.Live(3);
        repository.Arrive(4);
        var document = Directory.GetFiles(repository.PathOf($".flywheel/documents/{documents}")).Order().First();
        var hash = File.ReadAllText(document).Split("\"object\": \"")[1][..64];
        var path = $".flywheel/objects/{hash[..2]}/{hash[2..]}";
        var bytes = File.ReadAllBytes(repository.PathOf(path));
        File.WriteAllBytes(repository.PathOf(path), [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);

        var result = repository.Flywheel("loop", "shop", "--assume-merged");
        File.WriteAllBytes(repository.PathOf(path), bytes);
        var mended = repository.Flywheel("loop", "shop", "--assume-merged");

        Fails(6, result);
        Assert.StartsWith($"flywheel: {said}", result.Error, StringComparison.Ordinal);
        Assert.Contains($"put them back at {path} from a copy of the store", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("rm ", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, mended.Code);
    }

    [Fact]
    public void An_unknown_model_is_told_with_the_nearest_one()
    {
        using var repository = new TemporaryRepository();

        foreach (var command in new[] { "loop", "validate", "explain-strategy", "simulate", "backtest" })
        {
            var result = repository.Flywheel(command, "shopp");

            Fails(2, result);
            Assert.Equal("flywheel: There is no model 'shopp'. Did you mean 'shop'?\n", result.Error);
        }
    }

    [Theory]
    [InlineData("5.3.2024")]
    [InlineData("2024-13-01")]
    [InlineData("yesterday")]
    public void A_bad_date_is_told_with_a_good_one(string date)
    {
        using var repository = new TemporaryRepository();

        var result = repository.Flywheel("loop", "shop", "--as-of", date);

        Fails(2, result);
        Assert.Equal($"'{date}' is not a date. Write it as 2001-03-05.\n", result.Error.Replace("\n\n", "\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("loop", "shop")]
    [InlineData("status")]
    public void Outside_a_git_repository_the_way_in_and_the_way_around_are_told(params string[] arguments)
    {
        using var repository = new TemporaryRepository();

        var result = repository.Flywheel(arguments);

        Fails(6, result);
        Assert.Equal(
            "flywheel: git knows no revision HEAD here, and a turn starts from what is merged. Type: git init && git add -A && git commit -m \"Start\", or pass --assume-merged to start from the working tree.\n",
            result.Error
        );
    }

    [Fact]
    public void A_store_that_cannot_be_written_is_told()
    {
        using var repository = new TemporaryRepository();
        repository.Live(1);

        // Root may write what is read-only: a file where a folder belongs stops everybody.
        repository.Write(".flywheel/scratch", "");
        var result = repository.Flywheel("loop", "shop", "--as-of", "2024-01-02", "--assume-merged");

        Fails(6, result);
        Assert.Contains(".flywheel/scratch", result.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "Nothing that was written before is lost; mend it and type the same command again.\n",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_fault_of_the_strategy_ends_every_command_that_reads_it_alike()
    {
        using var repository = new TemporaryRepository();
        repository.Edit("seed: 7", "sede: 7");

        foreach (
            string[] arguments in new[]
            {
                new[] { "validate" },
                ["loop", "shop"],
                ["explain-strategy", "shop"],
                ["sql", "shop", "SELECT 1"],
            }
        )
        {
            var result = repository.Flywheel(arguments);

            Fails(2, result);
            Assert.StartsWith(
                "strategy/shop/strategy.yaml:2:1: error FW0201: The file has no key 'sede'.",
                result.Error,
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData("models/shop/deployment.yaml", "version: ", "versoin: ")]
    [InlineData("reports/shop/ledger.csv", "as-of,", "asof,")]
    [InlineData("reports/shop/drift.csv", "score,psi,", "score,psi,x")]
    public void A_damaged_file_of_the_loop_is_told_with_how_to_get_it_back(string path, string old, string now)
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        repository.Write(path, repository.Read(path)!.Replace(old, now, StringComparison.Ordinal));

        var result = repository.Flywheel("loop", "shop", "--as-of", "2024-01-06", "--assume-merged");

        Fails(2, result);
        Assert.Contains($"git checkout -- {path}", result.Error, StringComparison.Ordinal);
    }

    private static void Fails(int code, CommandResult result)
    {
        Assert.True(code == result.Code, $"exit {result.Code}: {result.Error}");
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", result.Error, StringComparison.Ordinal);
    }
}
