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
        return [.. files.Select(file => (file, Rows(file)))];
    }

    /// <summary>A file's name as partitions and messages show it: below the source's folder.</summary>
    public string Shown(string file) => Path.GetRelativePath(Folder, file).Replace('\\', '/');

    private long Rows(string file)
    {
        try
        {
            return workplace.Database.Value<long>($"SELECT num_rows FROM parquet_file_metadata({Sql.Text(file)})");
        }
        catch (DbException wrong)
        {
            throw new RefusedException(
                ExitCode.Lacking,
                $"{log.Source}/{Shown(file)} is not a whole Parquet file: {wrong.Message.Split('\n')[0]} "
                    + "Nothing of this turn was taken from it. Let its producer write it again, or move it out of the folder."
            );
        }
    }
}
