using Flywheel.Warehouse;

namespace Flywheel.Logging.Profiles;

/// <summary>What the columns of a table held: counts, moments, quantiles, distinct and frequent values, in bounded room and without the rows.</summary>
/// <remarks>
/// A profile is a function of the table's rows as a multiset: profiles of its pieces, merged in any order, give the same bytes as
/// the profile of the whole. docs/profiles.md has the file's format and the bounds.
/// </remarks>
public sealed class Profile
{
    private readonly SortedDictionary<string, ColumnProfile> columns = new(StringComparer.Ordinal);
    private readonly List<ColumnProfile> inOrder = [];
    private double[] numbers = [];
    private ulong[] hashes = [];

    /// <summary>A profile of no rows.</summary>
    /// <param name="columns">The columns of the chunks to come, in their order; none to merge profiles into.</param>
    public Profile(params IEnumerable<(string Name, ProfileKind Kind)> columns)
    {
        foreach (var (name, kind) in columns)
        {
            var column = new ColumnProfile(name, kind);
            inOrder.Add(column);
            this.columns.Add(name, column);
        }
    }

    public long Rows { get; internal set; }

    /// <summary>The time up to which all of it had been received; null where nobody said so.</summary>
    public DateTime? Known { get; set; }

    /// <summary>The period of its events; null where nobody said so.</summary>
    public ProfilePeriod? Period { get; set; }

    /// <summary>In the order of their names' characters.</summary>
    public IReadOnlyCollection<ColumnProfile> Columns => columns.Values;

    public ColumnProfile? Column(string name) => columns.GetValueOrDefault(name);

    /// <summary>Counts rows.</summary>
    /// <param name="chunk">Its columns are those of the profile, in the order in which they were named.</param>
    public void Add(IColumnChunk chunk)
    {
        if (hashes.Length < chunk.Rows)
        {
            (numbers, hashes) = (new double[chunk.Rows], new ulong[chunk.Rows]);
        }

        var rows = hashes.AsSpan(0, chunk.Rows);
        rows.Clear();
        for (var i = 0; i < inOrder.Count; i++)
        {
            inOrder[i].Add(chunk, i, numbers.AsSpan(0, chunk.Rows), rows);
        }

        for (var i = 0; i < inOrder.Count; i++)
        {
            inOrder[i].Draw(chunk, i, rows);
        }

        Rows += chunk.Rows;
    }

    /// <summary>The profile of all rows together; a column that only some tables have keeps its own number of rows, and so does a period that all share.</summary>
    /// <exception cref="RefusedException">A column is of different kinds.</exception>
    public static Profile Merge(params IEnumerable<Profile> profiles)
    {
        var merged = new Profile();
        var periods = new HashSet<ProfilePeriod?>();
        foreach (var profile in profiles)
        {
            periods.Add(profile.Period);
            merged.Rows = checked(merged.Rows + profile.Rows);
            merged.Known = profile.Known > merged.Known || merged.Known is null ? profile.Known ?? merged.Known : merged.Known;
            foreach (var column in profile.Columns)
            {
                if (!merged.columns.TryGetValue(column.Name, out var into))
                {
                    merged.columns[column.Name] = into = new(column.Name, ProfileKind.Empty);
                }

                into.Add(column);
            }
        }

        merged.Period = periods.Count == 1 ? periods.Single() : null;
        return merged;
    }

    /// <summary>The same rows with some of the columns, under other names.</summary>
    public Profile Named(IEnumerable<(string Name, string Other)> names)
    {
        var named = new Profile
        {
            Rows = Rows,
            Known = Known,
            Period = Period,
        };
        foreach (var (name, other) in names)
        {
            if (Column(name) is { } column)
            {
                var copy = new ColumnProfile(other, ProfileKind.Empty);
                copy.Add(column);
                named.Take(copy);
            }
        }

        return named;
    }

    internal void Take(ColumnProfile column) => columns.Add(column.Name, column);
}
