using System.CommandLine;
using System.Globalization;
using System.Text;
using Flywheel.Cli.Adapters;
using Flywheel.Logging.Profiles;
using Flywheel.Monitoring.References;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel profile</c>: what the columns of files or of the log held, in bounded room; merged in any order to the same bytes.</summary>
public static class ProfileCommand
{
    private const string End = ".profile";
    private const string Named = "File that flywheel profile wrote.";

    public static Command Create()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "Parquet and CSV files, taken as one table.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = Out();
        var command = new Command(
            "profile",
            "Profile the columns of Parquet and CSV files: counts, moments, quantiles, distinct and frequent values. Below: of the log, at the edge, merge, show."
        )
        {
            files,
            output,
            Log(),
            Edge(),
            Merge(),
            Show(),
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                var named = parsed.GetValue(files)!;
                var path = Path(parsed, output);
                Write(
                    named.Length > 0 ? DataFiles.ProfileOf(named) : throw NoFile("flywheel profile log/*.parquet --out log.profile"),
                    path
                );
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static Command Log()
    {
        var model = Options.Model();
        var from = Options.Date("--from", "Events at or after it.");
        var to = Options.Date("--to", "Events before it.");
        (from.Required, to.Required) = (true, true);
        var asOf = Options.AsOf("What had been received by this time. The end of the period without it.");
        var output = Out();
        var command = new Command(
            "log",
            "Profile a period of a model's log: every column that is watched for drift, and the declared ones. A reference can name it (saved-profile)."
        )
        {
            model,
            from,
            to,
            asOf,
            output,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                var (begins, ends) = (parsed.GetValue(from)!.Value, parsed.GetValue(to)!.Value);
                var path = Path(parsed, output);
                if (begins >= ends)
                {
                    throw new RefusedException(
                        ExitCode.Mistake,
                        "The period ends before it begins. Write an earlier --from, or a later --to."
                    );
                }

                using var workshop = new Workshop(Here.Root, new NoProgress());
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var known = parsed.GetValue(asOf) ?? ends;
                var turn = new Turn(strategy, known, BaseState.Before(known, workshop.Files, strategy.Model), workshop.Open(strategy));
                Write(LogProfile.Of(turn, begins, ends), path);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static Command Edge()
    {
        var model = Options.Model();
        var to = new Option<string>("--to")
        {
            Description = "Folder to write to, from where they are carried to the folder profiles of the other log's source.",
            HelpName = "FOLDER",
            Required = true,
        };
        var command = new Command(
            "edge",
            "Write the profiles that this log keeps, a file for each period and turn, for a log elsewhere that gets no event: log.keep of both is the same."
        )
        {
            model,
            to,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var folder = System.IO.Path.GetFullPath(parsed.GetValue(to)!);
                var (written, there) = EdgeProfiles.Write(workshop.Open(strategy).Store, strategy, folder);
                Console.Out.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{parsed.GetValue(to)}: {written} profiles written, {there} were there already"
                    )
                );
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static Command Merge()
    {
        var profiles = new Argument<string[]>("profile") { Description = Named, Arity = ArgumentArity.OneOrMore };
        var output = Out();
        var command = new Command("merge", "Merge profiles: in any order the same bytes as the profile of all their rows.")
        {
            profiles,
            output,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                var path = Path(parsed, output);
                Write(Profile.Merge(parsed.GetValue(profiles)!.Select(Read).ToList()), path);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static Command Show()
    {
        var named = new Argument<string>("profile") { Description = Named };
        var command = new Command("show", "Show a profile: rows, missing, mean, deviation, quantiles, distinct and most frequent values.")
        {
            named,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                ProfileTable.Write(Read(parsed.GetValue(named)!));
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static Option<string> Out() =>
        new("--out")
        {
            Description = $"File to write; its name ends in {End}.",
            HelpName = "PATH",
            Required = true,
        };

    /// <summary>By its end, so that no slip of the hand writes over the data.</summary>
    private static string Path(ParseResult parsed, Option<string> output) =>
        parsed.GetValue(output) is { } path && path.EndsWith(End, StringComparison.Ordinal) && path.Length > End.Length
            ? path
            : throw new RefusedException(
                ExitCode.Mistake,
                $"'{parsed.GetValue(output)}' is not the name of a profile, which ends in {End}. Write e.g. --out january{End}"
            );

    private static Profile Read(string path) =>
        File.Exists(path)
            ? ProfileFile.Read(path, File.ReadAllText(path))
            : throw new RefusedException(ExitCode.Mistake, $"There is no file {path}. Type: flywheel profile <file>... --out {path}");

    private static RefusedException NoFile(string example) => new(ExitCode.Mistake, $"No file is named. Type e.g. {example}");

    private static void Write(Profile profile, string path)
    {
        var bytes = Encoding.UTF8.GetBytes(ProfileFile.Write(profile));
        AtomicFile.Write(System.IO.Path.GetFullPath(path), bytes);
        Console.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: {profile.Rows:N0} rows, {profile.Columns.Count} columns, {bytes.Length / 1000.0:0.0} kB"
            )
        );
    }
}
