using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Storage;

[Doc("Where the bytes are kept that git does not hold, and how long; one file for all models.")]
public sealed record StoreFile
{
    public const string At = "strategy/store.yaml";

    [Doc("Where bytes are kept: production's log, the reservoir, datasets, models.")]
    public StoreChoice Store { get; init; } = new StoreFolder();

    [Doc("What flywheel gc keeps.")]
    public RetentionSection Retention { get; init; } = new();

    /// <exception cref="RefusedException">The file has faults; all of them are named.</exception>
    public static StoreFile Read(IFiles files)
    {
        if (files.Read(At) is not { } text)
        {
            return new();
        }

        var bound = Binder.Read<StoreFile>(At, text);
        return bound.Value ?? throw new RefusedException(ExitCode.Mistake, string.Join('\n', bound.Faults));
    }
}

[Doc("What flywheel gc keeps.")]
public sealed record RetentionSection
{
    [Doc("Newest turns of a model, and newest replays, whose records and datasets are kept; older ones can be made again."), AtLeast(1)]
    public int KeepTurns { get; init; } = 12;

    [Doc(
        "Time before a model's newest turn; what its log and reservoir received earlier is removed by flywheel gc, and models trained on it cannot be rebuilt. Without it nothing is removed."
    )]
    [DurationRange("1d")]
    public TimeSpan? Log { get; init; }
}

[Doc("Where bytes are kept.")]
public abstract record StoreChoice
{
    public static KindTable<StoreChoice> Kinds { get; } =
        new()
        {
            ["folder"] = typeof(StoreFolder),
            ["shared"] = typeof(SharedFolder),
            ["command"] = typeof(StoreByCommand),
        };

    /// <summary>Folder on this machine: the store itself, or its cache.</summary>
    public abstract string Folder { get; }

    /// <summary>Whether the bytes outlast the machine that the loop runs on.</summary>
    public abstract bool Lasts { get; }
}

[Doc("A folder of this machine: for trying out, since it goes with the machine.")]
public sealed record StoreFolder : StoreChoice
{
    [Doc("The folder, from the repository's root."), Inline, NotEmpty]
    public string Path { get; init; } = ".flywheel";

    public override string Folder => Path;

    public override bool Lasts => false;
}

[Doc("A mounted folder that lasts, such as a network file system.")]
public sealed record SharedFolder : StoreChoice
{
    [Doc("The folder: an absolute path, or one from the repository's root."), Inline, NotEmpty, Example("/mnt/flywheel")]
    public required string Path { get; init; }

    public override string Folder => Path;

    public override bool Lasts => true;
}

[Doc("Any storage that a command can put files into, get them from, list and delete them.")]
public sealed record StoreByCommand : StoreChoice
{
    [Doc(
        "Program and arguments; 'put NAME FILE [NAME FILE …]', 'get NAME FILE', 'list PREFIX' or 'delete NAME' is added. No shell reads it."
    )]
    [NotEmpty, Example("[ bash, build/stores/git-branch.sh ]")]
    public required IReadOnlyList<string> Run { get; init; }

    [Doc("Folder of this machine with what was fetched, from the repository's root; it may be lost."), NotEmpty]
    public string Cache { get; init; } = ".flywheel";

    public override string Folder => Cache;

    public override bool Lasts => true;
}
