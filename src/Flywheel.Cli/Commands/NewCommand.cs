using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.DuckDb;
using Flywheel.Imports;
using Flywheel.Metrics;
using Flywheel.SignOff;
using Flywheel.Strategy;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Flywheel.Yaml;
using Spectre.Console;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel new</c>: proposes a strategy from the columns of a foreign prediction log, and lays its rows where the loop finds them.</summary>
public static class NewCommand
{
    private static readonly string[] _roles = ["id", "time", "prediction", "label"];

    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "Name of the new model: its folder below strategy/." };
        var from = new Option<string>("--from")
        {
            Description = "Parquet or CSV file, an event a row.",
            HelpName = "FILE",
            Required = true,
        };
        var named = _roles.ToDictionary(
            role => role,
            role => new Option<string?>($"--{role}")
            {
                Description = $"Column that is the {role}; guessed by name and content without it.",
                HelpName = "COLUMN",
            }
        );
        var command = new Command(
            "new",
            "Propose a strategy from the columns of a prediction log, and lay its rows where the loop finds them: monitored within minutes."
        )
        {
            model,
            from,
        };
        foreach (var option in named.Values)
        {
            command.Options.Add(option);
        }

        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                using var held = workshop.Hold();
                Run(
                    workshop,
                    parsed.GetValue(model)!,
                    parsed.GetValue(from)!,
                    named.ToDictionary(role => role.Key, role => parsed.GetValue(role.Value))
                );
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static void Run(Workshop workshop, string model, string file, Dictionary<string, string?> named)
    {
        if (!new NameAttribute().Allows(model))
        {
            throw Refused($"'{model}' is no name for a model. Write lower-case letters and digits, joined by - or _");
        }

        if (Directory.Exists(Path.Combine(workshop.Root, "strategy", model)))
        {
            throw Refused($"strategy/{model} is there already. Take another name, or edit it.");
        }

        var relation = DataFiles.Relation(file);
        using var connection = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory}");
        connection.Open();
        var database = new Database(connection, new DuckDbDriver(), Seconds: 0);
        try
        {
            // Rows are numbered as they lie in the file.
            database.Execute($"CREATE TABLE given AS SELECT * FROM {relation}");
        }
        catch (DuckDbException wrong)
        {
            throw Refused($"{file}: {wrong.Message.Split('\n')[0]} Mend the file, and type the command again.");
        }

        var columns = ColumnFacts.Of(database, "given");
        if (columns[0].Rows == 0)
        {
            throw Refused($"{file} has no row, so nothing can be told of its columns.");
        }

        var roles = Roles.Of(columns, named);
        var time = Sql.Name(roles.Time.Given);
        var hours = database.Value<double>(
            $"SELECT date_diff('hour', min(CAST({time} AS TIMESTAMP)), max(CAST({time} AS TIMESTAMP))) FROM given WHERE isfinite(CAST({time} AS TIMESTAMP))"
        );
        var draft = new Draft(model, roles, TimeSpan.FromHours(hours), Classes(database, roles));
        Write(workshop, model, draft, database);
        Tell(model, file, columns[0].Rows, roles, draft);
        Own(workshop);
    }

    /// <summary>A repository without CODEOWNERS gets one; one that says nothing of the new files is told.</summary>
    private static void Own(Workshop workshop)
    {
        if (CodeOwners.Of(workshop.Files) is not { } owners)
        {
            workshop.Files.Write(CodeOwners.Places[0], OwnersTemplate.Text);
            Console.Out.WriteLine($"Who accepts its models: put your team in place of {Owner.Placeholder} in {CodeOwners.Places[0]}.");
        }
        else if (Coverage.Of(owners, workshop.Files, StrategyLoader.Models(workshop.Files)).Count > 0)
        {
            Console.Out.WriteLine($"{owners.Path} names no owner for some of its files: flywheel sign-off --check");
        }
    }

    /// <summary>In byte order; none where the label is no text.</summary>
    private static IReadOnlyList<string> Classes(Database database, Roles roles) =>
        roles.Task == ModelTask.Multiclass
            ? database.Rows<string>($"SELECT DISTINCT class FROM ({Texts(roles)}) WHERE class IS NOT NULL ORDER BY class")
            : [];

    private static string Texts(Roles roles) =>
        string.Join(
            " UNION ALL ",
            new[] { roles.Label, roles.Prediction }
                .OfType<ColumnFacts>()
                .Select(column => $"SELECT {Sql.Name(column.Given)} AS class FROM given")
        );

    /// <summary>Files and rows, or nothing at all.</summary>
    private static void Write(Workshop workshop, string model, Draft draft, Database database)
    {
        var strategy = Path.Combine(workshop.Root, "strategy", model);
        var source = Path.Combine(workshop.Root, draft.Source);
        if (Directory.Exists(source))
        {
            throw Refused($"{draft.Source} is there already: rows of another log of that name. Take another name, or remove it.");
        }

        try
        {
            foreach (var (name, text) in draft.Files())
            {
                workshop.Files.Write($"strategy/{model}/{name}", text);
            }

            workshop.Strategy(model);
            Land("events", draft.Events("given"));
            if (draft.Labels("given") is { } labels)
            {
                Land("labels", labels);
            }
        }
        catch
        {
            Remove(strategy);
            Remove(source);
            throw;
        }

        void Land(string stream, string select)
        {
            var folder = Directory.CreateDirectory(Path.Combine(source, stream)).FullName;
            database.Execute($"COPY ({select}) TO {Sql.Text(Path.Combine(folder, "imported.parquet"))} (FORMAT parquet)");
        }

        static void Remove(string folder)
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static void Tell(string model, string file, long rows, Roles roles, Draft draft)
    {
        var table = Tables.Plain("column", "taken for", "because");
        foreach (var (column, role, because) in roles.Said)
        {
            table.AddRow(new[] { column, role, because }.Select(Markup.Escape).ToArray());
        }

        AnsiConsole.Write(table);
        Console.Out.WriteLine(
            $"{rows} rows of {file} lie in {draft.Source}; the strategy is in strategy/{model}.\nIf a guess is wrong: rm -r strategy/{model} {draft.Source}, and type the command again with --id, --time, --prediction or --label.\nThen turn the loop over its cycles: flywheel loop {model} --assume-merged"
        );
    }

    private static RefusedException Refused(string message) => new(ExitCode.Mistake, message);
}
