using System.Data.Common;
using Flywheel.Strategy;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>The folder that production writes into: which files there are, and whether they can be read.</summary>
public sealed class LogSource(Workplace workplace, LogSection log)
{
    private string Folder => Path.Combine(workplace.Root, log.Source);

    /// <summary>Time of the first event that production wrote, whenever it was received; null where there is none.</summary>
    public static DateTime? FirstEvent(Workplace workplace, ModelStrategy strategy)
    {
        var files = new LogSource(workplace, strategy.Log).Files(Partitions.Events).Select(file => file.File).ToList();
        return files.Count == 0
            ? null
            : workplace.Database.Value<DateTime?>($"SELECT min({Sql.Name(strategy.Log.Time)}) FROM read_parquet({Sql.List(files)})");
    }

    /// <summary>The newest arrival that production wrote in any stream; null where there is none.</summary>
    public static DateTime? NewestArrival(Workplace workplace, ModelStrategy strategy)
    {
        var source = new LogSource(workplace, strategy.Log);
        return Partitions
            .Streams.Where(stream => stream != Partitions.Quarantine)
            .Select(stream => (Stream: stream, Files: source.Files(stream).Select(file => file.File).ToList()))
            .Where(stream => stream.Files.Count > 0)
            .Select(stream => source.Newest(stream.Stream, $"read_parquet({Sql.List(stream.Files)}, union_by_name = true)"))
            .Max();
    }

    /// <summary>Where an arrival was not recorded, an event's own time stands in; a label's or a complaint's says nothing.</summary>
    private DateTime? Newest(string stream, string read)
    {
        var recorded = workplace.Database.Value<long>(
            $"SELECT count(*) FROM (DESCRIBE SELECT * FROM {read}) WHERE column_name = 'received_at'"
        );
        return recorded > 0 ? workplace.Database.Value<DateTime?>($"SELECT CAST(max(received_at) AS TIMESTAMP) FROM {read}")
            : stream == Partitions.Events
                ? workplace.Database.Value<DateTime?>($"SELECT CAST(max({Sql.Name(log.Time)}) AS TIMESTAMP) FROM {read}")
            : null;
    }

    /// <summary>The stream's files with their rows, in byte order of their names.</summary>
    /// <exception cref="RefusedException">A file is not whole Parquet.</exception>
    public IReadOnlyList<(string File, long Rows)> Files(string stream)
    {
        var folder = Path.Combine(Folder, stream);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var files = Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories).ToArray();
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length == 0 ? [] : [.. files.Zip(Rows(files))];
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
            var file = files[0];
            throw new RefusedException(
                ExitCode.Lacking,
                $"{log.Source}/{Shown(file)} is not a whole Parquet file: {wrong.Message.Split('\n')[0]} "
                    + "Nothing of this turn was taken from it. Let its producer write it again, or move it out of the folder."
            );
        }
    }
}
