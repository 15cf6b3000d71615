using Flywheel.Backtesting;
using Flywheel.Cli.Adapters;
using Flywheel.DuckDb;
using Flywheel.Expressions;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Cli;

/// <summary>Everything from outside, opened once: the one file that names a database and a trainer.</summary>
public sealed class Workshop : IDisposable
{
    /// <summary>Longest run of one statement: an expression may be harmless in kind and still too much work.</summary>
    private const int StatementSeconds = 900;

    private readonly DuckDbConnection parser;
    private readonly List<DuckDbConnection> connections = [];
    private readonly IProgress progress;
    private readonly string store;
    private readonly ITrainer engine = new XGBoostEngine(Environment.ProcessorCount);
    private readonly TimedTrainer? timed;

    /// <param name="root">The repository's root.</param>
    /// <param name="progress">Where long work says how far it is.</param>
    /// <param name="store">Folder of the store; <c>.flywheel</c> below the root without it.</param>
    public Workshop(string root, IProgress progress, string? store = null)
    {
        Root = Path.GetFullPath(root);
        this.progress = progress;
        this.store = Path.GetFullPath(store ?? Path.Combine(Root, ".flywheel"));
        Files = new WorkingTree(Root);
        if (Environment.GetEnvironmentVariable(TimedTrainer.Variable) is not null)
        {
            engine = timed = new TimedTrainer(engine);
        }

        parser = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory};Threads=1");
        parser.Open();
        parser.Confine();
        Checker = new(parser);
    }

    public string Root { get; }

    public IWorkingTree Files { get; }

    public ExpressionChecker Checker { get; }

    /// <summary>The strategy in the working tree.</summary>
    /// <exception cref="RefusedException">It has faults; all of them are named.</exception>
    public ModelStrategy Strategy(string model) => Strategy(model, Files);

    public ModelStrategy Strategy(string model, IFiles files)
    {
        var models = StrategyLoader.Models(files);
        if (!models.Contains(model))
        {
            var near = Nearest.To(model, models);
            throw new RefusedException(
                ExitCode.Mistake,
                $"There is no model '{model}'. "
                    + (near is null ? $"Models are the folders below strategy/: {string.Join(", ", models)}." : $"Did you mean '{near}'?")
            );
        }

        var faults = new Faults();
        return new StrategyLoader(files, Checker).Load(model, faults) ?? throw new RefusedException(ExitCode.Mistake, faults.ToString());
    }

    /// <summary>Opens a place to work in for a strategy.</summary>
    /// <param name="area">Folder of the store that keeps documents apart, such as a replay's.</param>
    /// <param name="files">Where proposals go; the working tree without it.</param>
    public Workplace Open(ModelStrategy strategy, string area = "documents", IWorkingTree? files = null)
    {
        var scratch = Path.Combine(store, "temp");
        Directory.CreateDirectory(scratch);
        var connection = new DuckDbConnection(
            new DuckDbConnectionStringBuilder
            {
                DataSource = DuckDbConnectionStringBuilder.InMemory,
                MemoryLimit = Environment.GetEnvironmentVariable("FLYWHEEL_MEMORY") ?? "4GB",
                TempDirectory = scratch,
            }.ConnectionString
        );
        connection.Open();
        connections.Add(connection);
        connection.Confine(store, Path.Combine(Root, strategy.Log.Source), Path.Combine(Root, "evalsets"));
        return new(
            files ?? Files,
            new FolderStore(store, area),
            new Database(connection, new DuckDbColumns(), StatementSeconds),
            engine,
            progress,
            Root,
            Fingerprint.Of(connection.ServerVersion),
            digest => StrategyOf(strategy, digest)
        );
    }

    /// <summary>Prepares to replay history under a strategy.</summary>
    /// <remarks>A replay has a log, a reservoir and files of its own; datasets, models and trainings are shared by their content.</remarks>
    public Replay Replay(NamedStrategy named, IProduction production, IProgress told)
    {
        var area = $"backtests/{named.Name}-{named.Strategy.Digest[..Digest.Shown]}";
        var main = named.Strategy.Main;
        var apart = named.Strategy with { Main = main with { Log = main.Log with { Source = Path.Combine(store, area, "production") } } };
        var workplace = Open(apart, area, new FilesInMemory(Files)) with { Progress = told };
        return new(named with { Strategy = apart }, workplace, production);
    }

    /// <summary>What is merged: the files of a revision, or the working tree where merging is assumed.</summary>
    public IFiles Base(bool assumeMerged, string revision = "HEAD") => assumeMerged ? Files : GitFiles.At(Root, revision);

    /// <summary>The strategy of a digest (or of its first digits): the one at hand, the working tree's, or the newest in git that has it.</summary>
    private ModelStrategy? StrategyOf(ModelStrategy atHand, string digest)
    {
        if (atHand.Digest.StartsWith(digest, StringComparison.Ordinal))
        {
            return atHand;
        }

        foreach (var revision in GitFiles.RevisionsOf(Root, $"strategy/{atHand.Model}"))
        {
            var faults = new Faults();
            var strategy = new StrategyLoader(new StrategyThen(GitFiles.At(Root, revision), Files), Checker).Load(atHand.Model, faults);
            if (strategy?.Digest.StartsWith(digest, StringComparison.Ordinal) == true)
            {
                return strategy;
            }
        }

        return null;
    }

    public void Dispose()
    {
        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        parser.Dispose();
        if (timed is not null)
        {
            Console.Error.WriteLine($"Trainer: {timed.Spent.TotalSeconds:0.00} s");
        }
    }

    /// <summary>A revision's strategy among today's other files: an evaluation set that it names may have come later.</summary>
    private sealed class StrategyThen(IFiles then, IFiles now) : IFiles
    {
        public string? Read(string path) => Of(path).Read(path);

        public IReadOnlyList<string> List(string folder) => Of(folder).List(folder);

        private IFiles Of(string path) => path.StartsWith("strategy", StringComparison.Ordinal) ? then : now;
    }
}
