using System.Text.RegularExpressions;
using Flywheel.DuckDb;
using Flywheel.Logging.Profiles;
using Flywheel.Warehouse;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Cli.Adapters;

/// <summary>Parquet and CSV files that a person names.</summary>
public static partial class DataFiles
{
    /// <summary>Ends of names with the function that reads such files: a column that only some have is absent in the others, and has one type in all.</summary>
    private static readonly (string[] Ends, Func<IReadOnlyList<string>, string> Read)[] _formats =
    [
        ([".parquet"], files => $"read_parquet({Literals(files)}, union_by_name = true)"),
        // A type is told by all rows, not by the first ones.
        ([".csv", ".csv.gz"], files => $"read_csv({Literals(files)}, union_by_name = true, sample_size = -1{WideCsv.Options(files)})"),
    ];

    /// <exception cref="RefusedException">A file is not there, or cannot be read as what its name says.</exception>
    public static Profile ProfileOf(IReadOnlyList<string> files)
    {
        Array.ForEach([.. files], Check);
        using var connection = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory}");
        connection.Open();
        var database = new Database(connection, new DuckDbDriver(), Seconds: 0);
        return Profile.Merge(
            _formats
                .Select(format => (format.Read, Files: files.Where(file => IsOf(file, format.Ends)).ToList()))
                .Where(format => format.Files.Count > 0)
                .Select(format => Taken(database, $"SELECT * FROM {format.Read(format.Files)}", format.Files))
        );
    }

    /// <summary>SQL of one file's rows, which may stand after FROM.</summary>
    /// <exception cref="RefusedException">The file is not there, or is none of the kinds.</exception>
    public static string Relation(string file)
    {
        Check(file);
        return _formats.First(format => IsOf(file, format.Ends)).Read([file]);
    }

    private static void Check(string file)
    {
        if (!File.Exists(file))
        {
            throw Refused($"There is no file {file}. Name Parquet or CSV files by their paths.");
        }

        if (!_formats.Any(format => IsOf(file, format.Ends)))
        {
            throw Refused(
                $"{file} ends in none of {string.Join(", ", _formats.SelectMany(format => format.Ends))}. Rename it, or write it as one of them."
            );
        }
    }

    private static Profile Taken(Database database, string query, List<string> files)
    {
        try
        {
            return TakeProfile.Of(database, query);
        }
        catch (DuckDbException wrong) when (wrong.ErrorType is not (DuckDbErrorType.OutOfMemory or DuckDbErrorType.Permission))
        {
            throw Refused($"{string.Join(", ", files)}: {wrong.Message.Split('\n')[0]} Mend the file, or leave it out.");
        }
    }

    private static bool IsOf(string file, string[] ends) => ends.Any(end => file.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static string Literals(IReadOnlyList<string> files) => Sql.List(files.Select(Literal));

    /// <summary>A name in which no letter stands for others.</summary>
    private static string Literal(string file) => Wild().Replace(Path.GetFullPath(file), "[$0]");

    private static RefusedException Refused(string message) => new(ExitCode.Mistake, message);

    [GeneratedRegex(@"[*?\[]")]
    private static partial Regex Wild();
}
