using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Flywheel.Cli.Commands;

/// <summary>Arguments and options that several commands share, spelled alike.</summary>
public static class Options
{
    public static Argument<string> Model() =>
        new("model")
        {
            Description = "Name of a folder below strategy/.",
            CompletionSources =
            {
                _ =>
                    Strategy
                        .StrategyLoader.Models(new State.WorkingTree(Here.Root))
                        .Select(name => new System.CommandLine.Completions.CompletionItem(name)),
            },
        };

    public static Option<DateTime?> AsOf(string description) => Date("--as-of", description);

    public static Option<DateTime?> Date(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "DATE",
            CustomParser = ReadDate,
        };

    public static Option<bool> AssumeMerged() =>
        new("--assume-merged") { Description = "Take the working tree as merged, rather than HEAD: the demo's way to go on." };

    public static Option<string> Base() =>
        new("--base")
        {
            Description = "Revision to start from: what is merged there counts as decided.",
            HelpName = "REVISION",
            DefaultValueFactory = _ => "HEAD",
        };

    public static Option<bool> DryRun() => new("--dry-run") { Description = "Say what would change, and change nothing." };

    /// <summary>For every command.</summary>
    public static Option<string?> Store { get; } =
        new("--store")
        {
            Description = "Folder of the store, instead of what FLYWHEEL_STORE or strategy/store.yaml say.",
            HelpName = "PATH",
            Recursive = true,
        };

    private static DateTime? ReadDate(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (
            DateTime.TryParseExact(
                text,
                ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
        )
        {
            return date;
        }

        result.AddError($"'{text}' is not a date. Write it as 2001-03-05.");
        return null;
    }
}

/// <summary>The repository that the command was started in.</summary>
public static class Here
{
    /// <summary>Folder of the store where the environment or --store name one, or null.</summary>
    public static string? Store { get; set; } = Environment.GetEnvironmentVariable("FLYWHEEL_STORE") is { Length: > 0 } path ? path : null;

    /// <summary>The nearest folder upwards that has a strategy folder; the current one where there is none.</summary>
    public static string Root
    {
        get
        {
            for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
            {
                if (Directory.Exists(Path.Combine(folder.FullName, "strategy")))
                {
                    return folder.FullName;
                }
            }

            return Directory.GetCurrentDirectory();
        }
    }
}
