using Flywheel.Backtesting;
using Flywheel.Cli.Adapters;
using Flywheel.Cli.Commands;
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

    private readonly Task<DuckDbConnection> parser = Task.Run(Parser);
    private readonly List<DuckDbConnection> connections = [];
    private readonly IProgress progress;
    private readonly StoreFile settings;
    private readonly StoreChoice choice;
    private readonly string store;
    private readonly Lazy<ExpressionChecker> checker;
    private readonly Lazy<CommandStore> remote;
    private readonly StrategyHistory history;
    private readonly Lazy<ScratchFolder> scratch;
    private readonly ITrainer engine;
    private readonly TimedTrainer? timed;

    /// <param name="root">The repository's root.</param>
    /// <param name="progress">Where long work says how far it is.</param>
    /// <param name="store">Folder of the store; without it what --store, FLYWHEEL_STORE or strategy/store.yaml say.</param>
    public Workshop(string root, IProgress progress, string? store = null)
    {
        Root = Path.GetFullPath(root);
        this.progress = progress;
        Files = new TaggedFiles(new WorkingTree(Root), Root);
        var named = store ?? Here.Store;
        settings = StoreFile.Read(Files);
        choice = named is null ? settings.Store : new Storage.StoreFolder { Path = named };
        this.store = Path.GetFullPath(choice.Folder, Root);
        scratch = new(() => new(this.store));
        remote = new(() => new CommandStore(Folder("documents"), new StoreCommand(((StoreByCommand)choice).Run, Root, this.store)));
        engine = new ByTrainer(new XGBoostEngine(Environment.ProcessorCount), new CommandEngine(Root));
        if (Environment.GetEnvironmentVariable(TimedTrainer.Variable) is not null)
        {
            engine = timed = new TimedTrainer(engine);
        }

        checker = new(() => new(parser.GetAwaiter().GetResult()));
        history = new(Root, Files, () => Checker);
    }

    public string Root { get; }

    public IWorkingTree Files { get; }

    /// <summary>Folder of this machine that is the store, or its cache.</summary>
    public string StoreFolder => store;

    public RetentionSection Retention => settings.Retention;

    public ExpressionChecker Checker => checker.Value;

    /// <summary>Takes the right to write to the store, and clears away what a process left that died with it.</summary>
    /// <param name="name">A name of <see cref="StoreLock"/>.</param>
    /// <param name="clear">Whether to clear away.</param>
    /// <exception cref="RefusedException">Another process has it; the message says which.</exception>
    public IDisposable Hold(string name = StoreLock.Turn, bool clear = true)
    {
        // Command and model only: a condition or a reason may hold what must not lie about in the store.
        var command = string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Take(2));
        var since = TimeProvider.System.GetUtcNow();
        var held = StoreLock.Take(
            store,
            name,
            $"`flywheel {command}`, process {Environment.ProcessId} on {Environment.MachineName} since {since:yyyy-MM-dd HH:mm:ss} UTC"
        );
        if (clear)
        {
            ScratchFolder.Sweep(store);
        }

        return new Held(this, held);
    }

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
        var connection = Memory(strategy.Log.Columns.Count);
        connection.Confine(store, Path.Combine(Root, strategy.Log.Source), Path.Combine(Root, "evalsets"));
        return new(
            files ?? Files,
            Store(area),
            new Database(connection, new DuckDbDriver(), StatementSeconds),
            engine,
            progress,
            Root,
            Fingerprint.Of(connection.ServerVersion),
            wanted => history.That(strategy, wanted),
            Code
        )
        {
            Secret = Environment.GetEnvironmentVariable,
            LabelProgram = new LabelProgram(Root, store),
        };
    }

    /// <summary>Opens the log's copy for questions: it can be read, and nothing else can be done.</summary>
    /// <param name="file">Of <see cref="Logging.AskedLog"/>.</param>
    public AskedDatabase Ask(string file)
    {
        var connection = Memory();
        var database = new Database(connection, new DuckDbDriver(), StatementSeconds);
        database.Execute($"ATTACH {Sql.Text(file)} AS asked (READ_ONLY)");
        connection.ChangeDatabase("asked");
        connection.Confine();
        return new(database);
    }

    /// <summary>Opens a place where a turn leaves no trace: its files and documents are only remembered.</summary>
    public Workplace OpenDry(ModelStrategy strategy)
    {
        var real = Open(strategy);
        return real with { Files = new DryRunFiles(Files), Store = new DryRunStore(real.Store), LabelProgram = null };
    }

    /// <summary>The store's documents of an area. A replay's stay on this machine, wherever the store is: it can be replayed again.</summary>
    public IStore Store(string area = "documents") => choice is StoreByCommand && area == "documents" ? remote.Value : Folder(area);

    /// <summary>A turn that nobody watches needs a store that outlasts its machine.</summary>
    /// <exception cref="RefusedException">The store does not; the message says what to write.</exception>
    public void RequireLastingStore()
    {
        if (!choice.Lasts)
        {
            throw new RefusedException(
                ExitCode.Lacking,
                $"a scheduled turn needs a store that lasts, and this one is the folder {choice.Folder}, which goes with its machine: production's log, "
                    + $"the reservoir and bought labels cannot be made again. Write one of these into {StoreFile.At}, and read docs/stores.md:\n"
                    + "  store: { shared: /mnt/flywheel }                                     a mounted folder that lasts\n"
                    + "  store: { command: { run: [ bash, build/stores/git-branch.sh ] } }    a branch of the git remote; no server needed\n"
                    + "To try the loop without one, as the demo does, leave --scheduled out: ./flywheel loop <model>"
            );
        }
    }

    /// <param name="columns">Of the log.</param>
    private DuckDbConnection Memory(int columns = 0)
    {
        var connection = new DuckDbConnection(
            new DuckDbConnectionStringBuilder
            {
                DataSource = DuckDbConnectionStringBuilder.InMemory,
                MemoryLimit = Environment.GetEnvironmentVariable("FLYWHEEL_MEMORY") ?? WideLog.MemoryLimit(columns),
                WithoutOptimizers = WideLog.WithoutOptimizers(columns),
                TempDirectory = Path.Combine(scratch.Value.Folder, "duckdb"),
            }.ConnectionString
        );
        connection.Open();
        connections.Add(connection);
        return connection;
    }

    /// <summary>Opened beside the reading of files: a database of 70 MB takes as long to load as five files to be bound.</summary>
    private static DuckDbConnection Parser()
    {
        var connection = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory};Threads=1");
        connection.Open();
        connection.Confine();
        return connection;
    }

    private FolderStore Folder(string area) => new(store, area, scratch.Value);

    /// <summary>Opens a place that has what production wrote and nothing that was made of it; it is gone with the workshop.</summary>
    public Workplace OpenClean(ModelStrategy strategy)
    {
        var workplace = Open(strategy);
        return workplace with
        {
            Store = new CleanStore(workplace.Store, new FolderStore(Path.Combine(scratch.Value.Folder, "clean"))),
            LabelProgram = null,
        };
    }

    /// <summary>Prepares to replay history under a strategy.</summary>
    /// <remarks>
    /// A replay has a log, a reservoir and files of its own; datasets, models and trainings are shared by their content. Nobody is asked
    /// for labels: production's own stand in for those of programs and people, at their price.
    /// </remarks>
    public Replay Replay(NamedStrategy named, IProduction production, IProgress told)
    {
        var area = $"backtests/{named.Name}-{named.Strategy.Digest[..Digest.Shown]}";
        var main = named.Strategy.Main;
        var apart = named.Strategy with
        {
            Main = main with { Log = main.Log with { Source = Path.Combine(store, area, "production") } },
            Curation = named.Strategy.Curation with { Labels = named.Strategy.Curation.Labels.InReplay },
        };
        var workplace = Open(apart, area, new FilesInMemory(Files)) with { Progress = told, LabelProgram = null };
        return new(named with { Strategy = apart }, workplace, production);
    }

    /// <summary>What is merged: the files of a revision, or the working tree where merging is assumed.</summary>
    public IFiles Base(bool assumeMerged, string revision = "HEAD") => assumeMerged ? Files : GitFiles.At(Root, revision);

    /// <summary>Which build of the code runs: the same sources give the same, wherever they are built.</summary>
    private static string Code { get; } =
        Digest.Of(
            new[] { typeof(Turn), typeof(DuckDbConnection), typeof(XGBoost.Booster), typeof(Workshop) }.Select(type =>
                type.Module.ModuleVersionId.ToString()
            )
        );

    public void Dispose()
    {
        Flush();
        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        // Waited for even where nobody asked for it: a process must not end while the library is being loaded.
        Task.WhenAny(parser).GetAwaiter().GetResult();
        if (parser.IsCompletedSuccessfully)
        {
            parser.Result.Dispose();
        }

        if (scratch.IsValueCreated)
        {
            scratch.Value.Dispose();
        }

        if (timed is not null)
        {
            Console.Error.WriteLine($"Trainer: {timed.Spent.TotalSeconds:0.00} s");
        }
    }

    private void Flush()
    {
        if (remote.IsValueCreated)
        {
            remote.Value.Flush();
        }
    }

    /// <summary>The right to write, which is let go of when all that was written is there to stay.</summary>
    private sealed class Held(Workshop workshop, StoreLock held) : IDisposable
    {
        public void Dispose()
        {
            using (held)
            {
                workshop.Flush();
            }
        }
    }
}
