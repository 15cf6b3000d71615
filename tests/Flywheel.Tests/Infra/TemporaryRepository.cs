using System.Diagnostics;
using Flywheel.Cli;
using Flywheel.Cli.Adapters;
using Flywheel.Cli.Demo;
using Flywheel.DuckDb;
using Flywheel.Metrics;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Strategy;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Infra;

/// <summary>A repository of its own in a temporary folder, with the shop's strategy and production; gone when disposed.</summary>
public sealed class TemporaryRepository : IDisposable
{
    public const string Source = ".flywheel/production/shop";

    private static readonly string[] TrackedFolders = ["datasets", "evalsets", "models", "reports"];

    /// <param name="untidy">Whether events come late and twice, and labels are corrected.</param>
    /// <param name="task">Of the shop's model.</param>
    public TemporaryRepository(bool untidy = false, ModelTask task = ModelTask.Binary)
    {
        Root = Directory.CreateTempSubdirectory("flywheel-test-").FullName;
        Production = new() { Untidy = untidy, Task = task };
        foreach (var (file, text) in ShopStrategy.Files)
        {
            Write($"strategy/{ShopStrategy.Model}/{file}", text);
        }

        foreach (var (file, old, now) in ShopStrategy.Of(task))
        {
            Edit(file, old, now);
        }

        Write(".gitignore", ".flywheel/\n*.part\n");
    }

    public string Root { get; }

    public ShopProduction Production { get; }

    /// <summary>Threads of the engines; as many as there are without it.</summary>
    public int? Threads { get; init; }

    /// <summary>Time of the turn at the end of a cycle; cycles count from 1.</summary>
    public DateTime After(int cycles) => Production.Begins.AddDays(cycles);

    public string PathOf(string path) => Path.Combine(Root, path);

    public string? Read(string path) => File.Exists(PathOf(path)) ? File.ReadAllText(PathOf(path)) : null;

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    /// <summary>Replaces a piece of a strategy file that must be there.</summary>
    public void Edit(string file, string old, string now)
    {
        var path = $"strategy/{ShopStrategy.Model}/{file}";
        var text = Read(path)!;
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(path, text.Replace(old, now, StringComparison.Ordinal));
    }

    public void Edit(string old, string now) => Edit(StrategyLoader.MainFile, old, now);

    /// <summary>Starts a git repository of what is there.</summary>
    public void Init()
    {
        Git("init", "--quiet", "--initial-branch=main");
        Commit();
    }

    public void Commit()
    {
        Git("add", "--all");
        Git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "--allow-empty", "--message=Step");
    }

    public string Git(params string[] arguments)
    {
        var result = Run("git", arguments);
        Assert.True(result.Code == 0, result.Error);
        return result.Output;
    }

    /// <summary>Runs the flywheel command in this folder, as a process of its own.</summary>
    public CommandResult Flywheel(params string[] arguments) =>
        Run("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Flywheel.Cli.dll"), .. arguments]);

    /// <summary>Starts the flywheel command in this folder and does not wait for it.</summary>
    public Process StartFlywheel(params string[] arguments) =>
        Start("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Flywheel.Cli.dll"), .. arguments]);

    /// <summary>Lets production arrive up to the end of a cycle, each scored by the model in force when it began.</summary>
    public void Arrive(int cycles) => Work(place => new DemoReplay(place.Strategy, place.Workplace, Production).Until(After(cycles)));

    /// <summary>Lets cycles arrive and turns each, as a team that merges everything.</summary>
    public void Live(int cycles)
    {
        if (IsAsBorn())
        {
            ShopHistory.CopyTo(this, Production.Untidy, cycles);
            return;
        }

        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            Arrive(cycle);
            Turn(cycle);
        }
    }

    /// <summary>Turns the loop at the end of a cycle, starting from the working tree.</summary>
    public Turn Turn(int cycle, string? upTo = null, string? retrain = null) => Turn(After(cycle), upTo, retrain);

    public Turn Turn(DateTime asOf, string? upTo = null, string? retrain = null) =>
        Work(place =>
        {
            var turn = place.At(asOf, retrain);
            Loop.Turn(turn, upTo);
            return turn;
        });

    /// <summary>Asks the as-of log.</summary>
    public T Ask<T>(DateTime asOf, string sql) =>
        Work(place =>
        {
            var turn = place.At(asOf);
            turn.Log.See(Production.Begins, curated: true);
            return turn.Database.Value<T>(sql);
        });

    /// <summary>Asks DuckDB about files, unconfined.</summary>
    public static T AskFiles<T>(string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory}");
        connection.Open();
        return new Database(connection, new DuckDbDriver(), 0).Value<T>(sql);
    }

    /// <summary>Runs a statement on files, unconfined.</summary>
    public static void ChangeFiles(string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory}");
        connection.Open();
        new Database(connection, new DuckDbDriver(), 0).Execute(sql);
    }

    /// <summary>Writes a Parquet file anew.</summary>
    /// <param name="columns">What to select of it.</param>
    public void ChangeFile(string file, string columns)
    {
        var part = PathOf("part.parquet");
        ChangeFiles($"COPY (SELECT {columns} FROM read_parquet({Sql.Text(file)})) TO {Sql.Text(part)} (FORMAT parquet)");
        File.Move(part, file, overwrite: true);
    }

    public T Work<T>(Func<Workbench, T> work)
    {
        using var workshop = new Workshop(Root, new NoProgress());
        var strategy = workshop.Strategy(ShopStrategy.Model);
        var workplace = workshop.Open(strategy);
        if (Threads is not { } threads)
        {
            return work(new(strategy, workplace));
        }

        using var connection = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory};Threads={threads}");
        connection.Open();
        var engines = workplace with
        {
            Database = workplace.Database with { Connection = connection },
            Engine = new XGBoostEngine(threads),
        };
        return work(new(strategy, engines));
    }

    /// <summary>Every file that git would track, by path with its text.</summary>
    public SortedDictionary<string, string> Tracked() =>
        Texts(TrackedFolders.Select(PathOf).Where(Directory.Exists).SelectMany(Files), Root);

    /// <summary>Every record of every stage of every turn.</summary>
    public SortedDictionary<string, string> Records() => Documents("turns");

    /// <summary>Documents of the store below a prefix.</summary>
    public SortedDictionary<string, string> Documents(string prefix) => Texts(Files(PathOf($".flywheel/documents/{prefix}")), Root);

    /// <summary>Every document of the store.</summary>
    public SortedDictionary<string, string> Documents() => Texts(Files(PathOf(".flywheel/documents")), Root);

    /// <summary>All that a turn puts out: tracked files and records.</summary>
    public SortedDictionary<string, string> Outputs()
    {
        var outputs = Tracked();
        foreach (var (path, text) in Records())
        {
            outputs.Add(path, text);
        }

        return outputs;
    }

    /// <summary>Takes another repository's production as it was written.</summary>
    public void TakeProductionOf(TemporaryRepository other)
    {
        foreach (var file in Files(other.PathOf(Source)))
        {
            var target = PathOf(Path.GetRelativePath(other.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    /// <summary>Parquet files of a stream, in order of their names.</summary>
    public IReadOnlyList<string> SourceFiles(string stream) => [.. Files(PathOf($"{Source}/{stream}"))];

    /// <summary>Deletes the store, all but what production wrote.</summary>
    public void LoseStore()
    {
        foreach (var folder in Directory.GetDirectories(PathOf(".flywheel")).Where(folder => Path.GetFileName(folder) != "production"))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose()
    {
        Production.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    private bool IsAsBorn() =>
        Threads is null
        && !Directory.Exists(PathOf(".flywheel"))
        && Read(StoreFile.At) is null
        && ShopStrategy.Files.All(file => Read($"strategy/{ShopStrategy.Model}/{file.Key}") == file.Value);

    /// <summary>Runs a program in this folder.</summary>
    public CommandResult Run(string program, params IReadOnlyList<string> arguments)
    {
        using var process = Start(program, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    private Process Start(string program, IReadOnlyList<string> arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static SortedDictionary<string, string> Texts(IEnumerable<string> files, string root) =>
        new(files.ToDictionary(file => Path.GetRelativePath(root, file), File.ReadAllText), StringComparer.Ordinal);
}

/// <summary>What a process said.</summary>
public sealed record CommandResult(int Code, string Output, string Error);

/// <summary>A strategy and where it works.</summary>
public sealed record Workbench(ModelStrategy Strategy, Workplace Workplace)
{
    public Turn At(DateTime asOf, string? retrain = null) =>
        new(Strategy, asOf, BaseState.Before(asOf, Workplace.Files, Strategy.Model), Workplace, retrain);
}
