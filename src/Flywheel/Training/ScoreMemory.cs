using System.Runtime.InteropServices;

namespace Flywheel.Training;

/// <summary>The last scores of each model in a turn: one that has scored these very rows before is not asked again.</summary>
public sealed class ScoreMemory
{
    private readonly Dictionary<string, (float[] Matrix, double[] Scores)> last = new(StringComparer.Ordinal);

    /// <param name="model">SHA-256 of the model's bytes.</param>
    /// <param name="matrix">The rows as the model sees them.</param>
    /// <param name="score">Asks the model.</param>
    public double[] Of(string model, float[] matrix, Func<double[]> score)
    {
        // Bits are compared: what is missing is NaN, which equals nothing as a number.
        if (last.TryGetValue(model, out var known) && Bits(known.Matrix).SequenceEqual(Bits(matrix)))
        {
            return known.Scores;
        }

        var scores = score();
        last[model] = (matrix, scores);
        return scores;
    }

    private static ReadOnlySpan<int> Bits(float[] matrix) => MemoryMarshal.Cast<float, int>(matrix);
}
