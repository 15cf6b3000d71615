using Flywheel.Warehouse;

namespace Flywheel.Monitoring.Counting;

/// <summary>Events of the window that meet conditions: those that are told beforehand are counted many a query, when the first is asked for.</summary>
/// <param name="told">SQL conditions; another one is counted by itself.</param>
/// <remarks>A query over a log of thousands of columns costs by its columns, before it has seen a row.</remarks>
public sealed class WindowCounts(Slice window, IEnumerable<string> told)
{
    /// <summary>Conditions of one query.</summary>
    private const int Together = 100;

    private readonly Lazy<Dictionary<string, long>> known = new(() => Count(window, told));

    /// <inheritdoc cref="Slice.Count"/>
    public long Of(string condition) => known.Value.TryGetValue(condition, out var count) ? count : window.Count(condition);

    private static Dictionary<string, long> Count(Slice window, IEnumerable<string> told)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var batch in told.Distinct(StringComparer.Ordinal).Chunk(Together))
        {
            var table = window.Table(
                string.Join(", ", batch.Select((condition, i) => $"{window.Counting(condition)} AS {Sql.Name(Name(i))}"))
            );
            for (var i = 0; i < batch.Length; i++)
            {
                counts[batch[i]] = table.Wholes(Name(i))[0];
            }
        }

        return counts;
    }

    private static string Name(int i) => $"count {i}";
}
