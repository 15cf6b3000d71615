using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Datasets;

/// <summary>What one version of an evaluation set has that another has not, row by row and column by column.</summary>
/// <param name="Kept">Rows of both that are the same in every column of both.</param>
/// <param name="Added">Ids of the new rows; all ids are in order.</param>
/// <param name="Removed">Ids of the rows that are gone.</param>
/// <param name="Relabelled">Ids of the rows whose label is another.</param>
/// <param name="Changed">Ids of the rows that hold something else besides.</param>
/// <param name="ChangedIn">How many rows differ in a column, by its name; the label's are those relabelled.</param>
/// <param name="Columns">Columns added and removed.</param>
public sealed record EvaluationSetDifference(
    long Kept,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Removed,
    IReadOnlyList<string> Relabelled,
    IReadOnlyList<string> Changed,
    IReadOnlyDictionary<string, long> ChangedIn,
    (IReadOnlyList<string> Added, IReadOnlyList<string> Removed) Columns
)
{
    /// <summary>What it is to somebody who compares figures of before and after.</summary>
    public SetChange Change =>
        Removed.Count + Relabelled.Count + Changed.Count + Columns.Removed.Count > 0 ? SetChange.Replaced
        : Added.Count + Columns.Added.Count > 0 ? SetChange.Added
        : SetChange.None;

    internal static EvaluationSetDifference Between(Turn turn, EvaluationSetRows before, EvaluationSetRows after)
    {
        var (id, label) = (turn.Log.Id, turn.Strategy.Log.Label.Column);
        var common = before.Columns.Keys.Intersect(after.Columns.Keys).Where(column => column != turn.Strategy.Log.Id).ToList();
        var both = $"{before.Relation} AS before JOIN {after.Relation} AS after ON before.{id} = after.{id}";
        var isRelabelled = Differs(label);
        var isChanged = string.Join(" OR ", common.Where(column => column != label).Select(Differs).DefaultIfEmpty("FALSE"));
        var counts =
            common.Count == 0
                ? null
                : turn.Database.Table(
                    $"SELECT {string.Join(", ", common.Select((column, i) => $"count(*) FILTER (WHERE {Differs(column)}) AS n{i}"))} FROM {both}"
                );
        return new(
            turn.Database.Value<long>($"SELECT count(*) FROM {both} WHERE NOT ({isRelabelled}) AND NOT ({isChanged})"),
            Only(after.Relation, before.Relation),
            Only(before.Relation, after.Relation),
            Ids($"SELECT before.{id} AS id FROM {both} WHERE {isRelabelled}"),
            Ids($"SELECT before.{id} AS id FROM {both} WHERE {isChanged}"),
            common
                .Select((column, i) => (column, Rows: counts!.Wholes($"n{i}")[0]))
                .Where(column => column.Rows > 0)
                .ToDictionary(column => column.column, column => column.Rows, StringComparer.Ordinal),
            ([.. after.Columns.Keys.Except(before.Columns.Keys)], [.. before.Columns.Keys.Except(after.Columns.Keys)])
        );

        string Differs(string column)
        {
            var name = Sql.Name(column);
            return before.Columns[column] == after.Columns[column]
                ? $"before.{name} IS DISTINCT FROM after.{name}"
                : $"CAST(before.{name} AS VARCHAR) IS DISTINCT FROM CAST(after.{name} AS VARCHAR)";
        }

        IReadOnlyList<string> Only(string one, string other) =>
            Ids($"SELECT one.{id} AS id FROM {one} AS one ANTI JOIN {other} AS other ON other.{id} = one.{id}");

        IReadOnlyList<string> Ids(string query) =>
            turn.Database.Rows<string>($"SELECT CAST(id AS VARCHAR) FROM ({query}) AS found ORDER BY found.id");
    }
}
