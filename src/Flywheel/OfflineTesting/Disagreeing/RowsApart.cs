using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.OfflineTesting.Disagreeing;

/// <summary>Reads the rows that two models judge differently, with what makes each judge so.</summary>
internal static class RowsApart
{
    // No declared table or column has a name with a space.
    private const string Places = "\"places apart\"";
    private const string Table = "\"rows apart\"";

    /// <summary>How far two models' chances of the classes are apart: half the sum of their distances, in [0, 1].</summary>
    /// <param name="where">SQL condition over <c>log</c>.</param>
    /// <param name="differ">Rows whose classes differ, in order of id; the others are at 0.</param>
    public static double[] OfChances(Turn turn, string where, Scorer candidate, Scorer current, bool[] differ)
    {
        var (one, other) = (candidate.Outputs(candidate.Matrix(turn, where), 0), current.Outputs(current.Matrix(turn, where), 0));
        var classes = differ.Length == 0 ? 0 : one.Length / differ.Length;
        return
        [
            .. differ.Select(
                (differs, i) => !differs ? 0 : Enumerable.Range(i * classes, classes).Sum(at => Math.Abs((double)one[at] - other[at])) / 2
            ),
        ];
    }

    /// <param name="where">SQL condition over <c>log</c>.</param>
    /// <param name="places">Indices of the rows in order of id, as they are wanted.</param>
    /// <param name="shown">For how many of them to tell features.</param>
    /// <param name="scores">Current, candidate and label of a row.</param>
    public static IReadOnlyList<RowApart> Read(
        Turn turn,
        string where,
        int[] places,
        int shown,
        Func<int, (double Current, double Candidate, double Label)> scores,
        Scorer candidate,
        Scorer current
    )
    {
        if (places.Length == 0)
        {
            return [];
        }

        // The ids alone are numbered: a window over whole rows would carry every column of a wide log.
        turn.Database.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE {Places} AS
            SELECT * FROM (SELECT {turn.Log.Id} AS "its id", row_number() OVER (ORDER BY {turn.Log.Id}) - 1 AS "its place" FROM log WHERE {where})
            WHERE "its place" IN ({string.Join(", ", places)})
            """
        );
        turn.Database.Execute(
            $"CREATE OR REPLACE TEMP TABLE {Table} AS SELECT log.*, \"its place\" FROM log JOIN {Places} ON {turn.Log.Id} = \"its id\""
        );
        var table = turn.Database.Table(
            $"""
            SELECT CAST({turn.Log.Id} AS VARCHAR) AS "its id", CAST(cluster AS VARCHAR) AS "its cluster", CAST(evaluates AS INTEGER) AS "it evaluates"
            FROM {Table} ORDER BY "its place"
            """
        );
        int[] inOrder = [.. places.Order()];
        var (ids, clusters, evaluates) = (table.Texts("its id"), table.Texts("its cluster"), table.Flags("it evaluates"));
        var features = new FeaturesApart(turn, Relation(places.Take(shown)), candidate, current);
        return
        [
            .. places.Select(
                (place, rank) =>
                {
                    var row = Array.BinarySearch(inOrder, place);
                    var (now, then, label) = scores(place);
                    return new RowApart(ids[row], clusters[row] ?? "", now, then, label, evaluates[row])
                    {
                        Features = rank < shown ? features.Of(places.Take(shown).Count(other => other < place), (int)now, (int)then) : [],
                    };
                }
            ),
        ];
    }

    private static string Relation(IEnumerable<int> places) =>
        $"(SELECT * FROM {Table} WHERE \"its place\" IN ({string.Join(", ", places)})) AS \"rows shown\"";
}
