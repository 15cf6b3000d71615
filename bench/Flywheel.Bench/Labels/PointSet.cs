using Flywheel.Training;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Labels;

/// <summary>Points of which every label is known, and one measure of a model on some of them.</summary>
public abstract class PointSet
{
    /// <summary>As it is typed.</summary>
    public abstract string Name { get; }

    /// <summary>What the points are and how they are split, in a sentence or two.</summary>
    public abstract string Said { get; }

    /// <summary>What is measured on the test points, the more the better.</summary>
    public abstract string Measure { get; }

    /// <summary>What random's curve reaches with about a third of the budget, on seeds that are in no table; written down before any rule ran.</summary>
    public abstract double Target { get; }

    /// <summary>Labels after which a run ends.</summary>
    public abstract int Budget { get; }

    /// <summary>The item of <c>training</c>.</summary>
    public abstract string Trainer { get; }

    /// <summary>Names of the classes; none for yes or no.</summary>
    public virtual IReadOnlyList<string> Classes => [];

    /// <summary>Columns that rules may name: lines of YAML.</summary>
    public virtual IReadOnlyList<string> Columns => [];

    /// <summary>The items of <c>rules</c> that are of this set alone.</summary>
    public abstract IReadOnlyList<string> OwnRules { get; }

    public abstract Encoder Encoder { get; }

    /// <summary>Points to pick from and points to measure on, drawn by a seed.</summary>
    public abstract Split Draw(int seed);

    /// <summary>Makes the table <c>pool</c> of a split: <c>number</c>, <c>id</c>, <c>seen_at</c> and the columns.</summary>
    public abstract void Lay(Database database, Split split);

    /// <summary>Some rows of a matrix.</summary>
    internal static float[] Rows(float[] matrix, int columns, IReadOnlyList<int> at)
    {
        var rows = new float[at.Count * columns];
        for (var i = 0; i < at.Count; i++)
        {
            matrix.AsSpan(at[i] * columns, columns).CopyTo(rows.AsSpan(i * columns));
        }

        return rows;
    }
}

/// <summary>A pool and a test set.</summary>
/// <param name="At">Which points of the whole set the pool's are, ascending.</param>
/// <param name="Pool">Shape [pool, columns].</param>
/// <param name="Labels">Shape [pool].</param>
/// <param name="Test">Shape [test, columns].</param>
/// <param name="TestLabels">Shape [test].</param>
public sealed record Split(int[] At, float[] Pool, float[] Labels, float[] Test, double[] TestLabels);
