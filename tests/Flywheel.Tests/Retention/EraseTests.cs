using Flywheel.Logging;
using Flywheel.Retention;
using Flywheel.Storage;
using Flywheel.Tests.Infra;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Retention;

/// <summary>An erased id is nowhere any more, and does not come back.</summary>
public sealed class EraseTests : IDisposable
{
    private readonly TemporaryRepository repository = new(untidy: true);

    /// <summary>Of cycle 1: the third one is sent again with another amount and so is in quarantine too.</summary>
    private readonly string[] ids;

    public EraseTests()
    {
        repository.Live(4);
        var twice = TemporaryRepository.AskFiles<long>(
            $"SELECT min(order_id) FROM (SELECT order_id FROM read_parquet({Sql.List(repository.SourceFiles("events"))}) GROUP BY order_id HAVING count(*) > 1)"
        );
        ids = ["1010", "1020", $"{twice}"];
    }

    [Fact]
    public void The_rows_are_in_no_file_of_the_store_and_no_evaluation_set_and_the_others_are_as_they_were()
    {
        Freeze();
        var before = Rows("events");
        Assert.NotEqual(0, Found());

        var result = Erase();

        Assert.True(result.Code == 0, result.Error);
        Assert.Equal(0, Found());
        Assert.Equal(before - 3, Rows("events"));
        Assert.Contains("3  ", result.Output, StringComparison.Ordinal);
        Assert.Contains("events\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("quarantine\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("reservoir\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("3 ids of shop are erased by now.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_erased_id_does_not_come_back_though_production_still_has_it_and_its_label_comes_later()
    {
        Erase();

        repository.Arrive(5);
        repository.Turn(5);
        repository.Turn(5);

        Assert.Equal(0, Found());
    }

    [Fact]
    public void An_evaluation_set_gets_a_next_version_without_the_rows_and_the_old_one_goes()
    {
        Freeze();
        var rows = repository.Read("evalsets/shop/dear/v1/rows.csv")!.TrimEnd('\n').Split('\n');
        var id = rows[3].Split(',')[0];

        var result = Erase(id);
        var again = repository.Flywheel(
            "evalset",
            "add",
            "shop",
            "dear",
            "--where",
            "amount > 50",
            "--why",
            "Again.",
            "--as-of",
            "2024-01-05"
        );

        Assert.True(result.Code == 0, result.Error);
        Assert.Null(repository.Read("evalsets/shop/dear/v1/rows.csv"));
        Assert.Null(repository.Read("evalsets/shop/dear/v1/evalset.yaml"));
        Assert.Equal([.. rows[..3], .. rows[4..]], repository.Read("evalsets/shop/dear/v2/rows.csv")!.TrimEnd('\n').Split('\n'));
        Assert.Contains(
            "evaluation set dear v1 is removed; where strategy/shop/strategy.yaml names it,",
            result.Output,
            StringComparison.Ordinal
        );
        Assert.StartsWith("evalsets/shop/dear/v2.0.1\n", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_store_remembers_how_many_and_why_and_no_id()
    {
        Erase();

        var record = Json.Read<Erasure>(
            File.ReadAllText(Directory.GetFiles(repository.PathOf(".flywheel/documents/erasures/shop")).Single())
        );

        Assert.Equal("They asked us to.", record.Because);
        Assert.True(record.Done);
        Assert.Equal(3, record.Hashes.Count);
        Assert.Equal(3, record.Rows["events"]);
        Assert.All(record.Hashes, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
        Assert.Equal(3, Erasures.Count(new FolderStore(repository.PathOf(".flywheel")), "shop"));
    }

    [Fact]
    public void A_model_trained_on_them_is_not_rebuilt_and_the_reason_is_told()
    {
        // Of cycle 2: the newest model learned from cycles 2 and 3.
        Erase("2300", "2400", "2500");
        Directory.Delete(repository.PathOf(".flywheel/objects/" + Model()[..2]), recursive: true);

        var refused = Assert.Throws<RefusedException>(() => repository.Arrive(5));

        Assert.Equal(ExitCode.Lacking, refused.Code);
        Assert.Matches(@"the log is not what it was, with [0-9]+ rows instead of [0-9]+ \(3 ids erased\)", refused.Message);
    }

    [Fact]
    public void A_condition_finds_the_ids_and_a_dry_run_changes_nothing()
    {
        var before = repository.Documents();

        var dry = repository.Flywheel("erase", "shop", "--where", "amount < 11", "--because", "A test.", "--dry-run");
        var after = repository.Documents();
        var wet = repository.Flywheel("erase", "shop", "--where", "amount < 11", "--because", "A test.");

        Same.Files(before, after);
        Assert.Equal((0, 0), (dry.Code, wet.Code));
        Assert.Contains(" events\n", dry.Output, StringComparison.Ordinal);
        Assert.Equal(0, repository.Ask<long>(new(2024, 2, 1), "SELECT count(*) FROM log WHERE amount < 11"));
    }

    [Fact]
    public void Death_before_any_write_of_an_erasure_is_mended_by_asking_again()
    {
        Erase();
        var (wanted, tracked) = (repository.Documents(), repository.Tracked());

        for (var fatal = 1; ; fatal += 3)
        {
            using var other = new TemporaryRepository(untidy: true);
            other.Live(4);
            var died = DiesAt(other, fatal);
            other.Write("ids.txt", string.Join('\n', ids));
            var result = other.Flywheel("erase", "shop", "--ids", "ids.txt", "--because", "They asked us to.");

            Assert.True(result.Code == 0, result.Error);
            Same.Files(wanted, other.Documents());
            Same.Files(tracked, other.Tracked());
            if (!died)
            {
                break;
            }
        }
    }

    [Theory]
    [InlineData("Say whose rows: --ids FILE, or --where SQL; one of the two.")]
    [InlineData("There is no file", "--ids", "nobody.txt")]
    [InlineData(
        "None of the 1 ids is in the log, the reservoir or an evaluation set of shop; nothing was changed.",
        "--ids",
        "strangers.txt"
    )]
    [InlineData("--where:1:1: error", "--where", "random() < 0.5")]
    public void What_cannot_be_erased_is_told(string told, params string[] whose)
    {
        repository.Write("strangers.txt", "99999999\n");

        var result = repository.Flywheel(["erase", "shop", "--because", "A test.", .. whose]);

        Assert.Equal(2, result.Code);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => repository.Dispose();

    private CommandResult Erase(params string[] whose)
    {
        repository.Write("ids.txt", string.Join('\n', whose.Length == 0 ? ids : whose));
        return repository.Flywheel("erase", "shop", "--ids", "ids.txt", "--because", "They asked us to.");
    }

    private bool DiesAt(TemporaryRepository other, int fatal) =>
        other.Work(place =>
        {
            var life = new Mortal(fatal);
            var mortal = place with { Workplace = place.Workplace with { Store = new MortalStore(place.Workplace.Store, life) } };
            try
            {
                new Erase(mortal.At(new(9999, 1, 1))).Run(ids, "They asked us to.", dryRun: false);
                return false;
            }
            catch (DiedException)
            {
                return true;
            }
        });

    private void Freeze() =>
        Assert.Equal(
            0,
            repository.Flywheel("evalset", "add", "shop", "dear", "--where", "amount > 50", "--why", "They cost us most.").Code
        );

    private long Rows(string stream) =>
        repository.Work(place =>
            Partitions.Read(place.Workplace.Store, "shop", stream, DateTime.MaxValue).Sum(partition => partition.Rows)
        );

    private string Model() => repository.Read("models/shop/2024-01-05.yaml")!.Split("bytes: ")[1].Split('\n')[0].Trim('\'', '"');

    /// <summary>Rows with one of the ids in any Parquet file of the store, whatever its column is called.</summary>
    private long Found() =>
        Directory
            .GetFiles(repository.PathOf(".flywheel/objects"), "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllBytes(file).AsSpan().StartsWith("PAR1"u8))
            .Sum(file =>
            {
                var columns = TemporaryRepository.AskFiles<string>(
                    $"SELECT string_agg(column_name, ',') FROM (DESCRIBE SELECT * FROM read_parquet({Sql.Text(file)}))"
                );
                var id = columns.Split(',').FirstOrDefault(name => name is "order_id" or "id");
                return id is null
                    ? 0
                    : TemporaryRepository.AskFiles<long>(
                        $"SELECT count(*) FROM read_parquet({Sql.Text(file)}) WHERE CAST({id} AS VARCHAR) IN (SELECT unnest({Sql.List(ids)}))"
                    );
            });
}
