using Flywheel.Warehouse;

namespace Flywheel.Bench.Labels;

/// <summary>Points in memory, split at random; no column but the id.</summary>
/// <param name="pool">Points to pick from.</param>
/// <param name="test">Others to measure on.</param>
public abstract class PlainPoints(int pool, int test) : PointSet
{
    /// <summary>Shape [rows, columns].</summary>
    protected abstract float[] Matrix { get; }

    /// <summary>Shape [rows].</summary>
    protected abstract float[] Labels { get; }

    public override Split Draw(int seed)
    {
        var drawn = Shuffle.Of(Labels.Length, pool + test, seed, stream: 2);
        int[] at = [.. drawn[..pool].Order()];
        var others = drawn[pool..];
        return new(
            at,
            Rows(Matrix, Encoder.Width, at),
            Array.ConvertAll(at, i => Labels[i]),
            Rows(Matrix, Encoder.Width, others),
            Array.ConvertAll(others, i => (double)Labels[i])
        );
    }

    public override void Lay(Database database, Split split) =>
        database.Execute(
            $"CREATE TABLE pool AS SELECT range AS number, range AS id, TIMESTAMP '2001-01-01' AS seen_at FROM range({split.At.Length})"
        );
}
