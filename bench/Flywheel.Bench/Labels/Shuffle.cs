namespace Flywheel.Bench.Labels;

/// <summary>The first numbers of a shuffle of 0 … count − 1.</summary>
public static class Shuffle
{
    /// <param name="stream">Another for each purpose, so that they are drawn apart.</param>
    public static int[] Of(int count, int take, int seed, ulong stream)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var generator = new Generator((ulong)seed, stream);
        for (var i = 0; i < take; i++)
        {
            var other = i + (int)(generator.Uniform() * (count - i));
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order[..take];
    }
}
