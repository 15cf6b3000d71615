using System.Data.Common;
using Flywheel.Logging.Profiles;
using Flywheel.Strategy;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>The folder that production writes into: which files there are, and whether they can be read.</summary>
public sealed class LogSource(Workplace workplace, ModelStrategy strategy)
{
    private string Folder => Path.Combine(workplace.Root, strategy.Log.Source);

    /// <summary>Time of the first event that production wrote, whenever it was received; null where there is none.</summary>
    public static DateTime? FirstEvent(Workplace workplace, ModelStrategy strategy)
    {
        var time = Sql.Name(strategy.Log.Time);
        var source = new LogSource(workplace, strategy);
        return source
            .Times(
                Partitions.Events,
                read => workplace.Database.Value<DateTime?>($"SELECT min({time}) FROM read_parquet({read})"),
                $"min({time})"
            )
            .Concat(source.Heads().Select(profile => profile.Period?.Begins))
            .Min();
    }

    /// <summary>The newest arrival that production wrote in any stream; null where there is none.</summary>
    public static DateTime? NewestArrival(Workplace workplace, ModelStrategy strategy)
    {
        var source = new LogSource(workplace, strategy);
        return Partitions
            .Landing.SelectMany(stream =>
                source.Times(stream, read => source.Newest(stream, $"read_parquet({read}, union_by_name = true)"), "max(received_at)")
            )
            .Concat(source.Heads().Select(profile => profile.Known))
            .Max();
    }

    /// <summary>What the profiles that landed say of themselves, without their columns.</summary>
    private IEnumerable<Profile> Heads() =>
        Profiles().Select(path => ProfileFile.Head($"{strategy.Log.Source}/{Shown(path)}", File.ReadLines(path)));

    /// <summary>A time of the stream's Parquet files, and one of each block of its JSON lines.</summary>
    private IEnumerable<DateTime?> Times(string stream, Func<string, DateTime?> ofParquet, string ofLines)
    {
        var files = Files(stream).ToLookup(file => file.HoldsLines, file => file.Path);
        var lines = new LandedLines(workplace.Database, strategy, stream).Times(files[true], ofLines);
        return files[false].Any() ? lines.Append(ofParquet(Sql.List(files[false]))) : lines;
    }

    /// <summary>Where an arrival was not recorded, an event's own time stands in; a label's or a complaint's says nothing.</summary>
    private DateTime? Newest(string stream, string read)
    {
        var recorded = workplace.Database.Value<long>(
            $"SELECT count(*) FROM (DESCRIBE SELECT * FROM {read}) WHERE column_name = 'received_at'"
        );
        return recorded > 0 ? workplace.Database.Value<DateTime?>($"SELECT CAST(max(received_at) AS TIMESTAMP) FROM {read}")
            : stream == Partitions.Events
                ? workplace.Database.Value<DateTime?>($"SELECT CAST(max({Sql.Name(strategy.Log.Time)}) AS TIMESTAMP) FROM {read}")
            : null;
    }

    /// <summary>The stream's files with their rows, in byte order of their names.</summary>
    /// <exception cref="RefusedException">A file is not whole.</exception>
    public IReadOnlyList<LandingFile> Files(string stream)
    {
        var folder = Path.Combine(Folder, stream);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var paths = LandingFile
            .Patterns.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .ToArray();
        Array.Sort(paths, StringComparer.Ordinal);
        var parquet = Array.FindAll(paths, path => !LandingFile.OfLines(path));
        var rows =
            parquet.Length == 0
                ? []
                : parquet.Zip(Rows(parquet)).ToDictionary(file => file.First, file => file.Second, StringComparer.Ordinal);
        return [.. paths.Select(path => new LandingFile(path, rows.TryGetValue(path, out var counted) ? counted : Lines(path)))];
    }

    /// <summary>The profiles that landed, in byte order of their names.</summary>
    public IReadOnlyList<string> Profiles()
    {
        var folder = Path.Combine(Folder, LandedProfiles.Folder);
        var paths = Directory.Exists(folder) ? Directory.GetFiles(folder, LandedProfiles.Pattern, SearchOption.AllDirectories) : [];
        Array.Sort(paths, StringComparer.Ordinal);
        return paths;
    }

    /// <summary>A file's name as partitions and messages show it: below the source's folder.</summary>
    public string Shown(string file) => Path.GetRelativePath(Folder, file).Replace('\\', '/');

    private long[] Rows(string[] files)
    {
        try
        {
            var counted = workplace
                .Database.Table($"SELECT file_name, num_rows FROM parquet_file_metadata({Sql.List(files)})")
                .Counts("file_name", "num_rows");
            return Array.ConvertAll(files, file => counted[file]);
        }
        catch (DbException) when (files.Length > 1)
        {
            // One by one, the file at fault is known.
            return Array.ConvertAll(files, file => Rows([file])[0]);
        }
        catch (DbException wrong)
        {
            throw NotWhole(files[0], "Parquet", wrong.Message.Split('\n')[0]);
        }
    }

    private long Lines(string file)
    {
        try
        {
            return JsonLines.Count(file);
        }
        catch (InvalidDataException wrong)
        {
            throw NotWhole(file, "gzip", wrong.Message);
        }
    }

    private RefusedException NotWhole(string file, string kind, string why) =>
        new(
            ExitCode.Lacking,
            $"{strategy.Log.Source}/{Shown(file)} is not a whole {kind} file: {why} "
                + "Nothing of this turn was taken from it. Let its producer write it again, or move it out of the folder."
        );
}
