using Flywheel.Turns;

namespace Flywheel.Training;

/// <summary>A bootstrap of clusters: as many as there are, drawn with replacement, the same ones wherever they are drawn.</summary>
public static class DrawnClusters
{
    /// <param name="relation">SQL of the rows.</param>
    /// <param name="number">Number of the draw.</param>
    /// <returns>How often each row's cluster was drawn, shape [rows], in order of id.</returns>
    public static float[] Counts(Turn turn, string relation, int number)
    {
        var places = turn
            .Database.Table(
                $"""
                SELECT dense_rank() OVER (ORDER BY {turn.Strategy.Sql(
                    turn.Strategy.Log.Cluster
                )}) - 1 AS place FROM {relation} ORDER BY {turn.Log.Id}
                """
            )
            .Wholes("place");
        var times = new float[places.Length == 0 ? 0 : places.Max() + 1];
        for (var i = 0; i < times.Length; i++)
        {
            times[(int)(RowChoice.Uniform(turn.Strategy.Main.Seed, -number, i) * times.Length)]++;
        }

        return Array.ConvertAll(places, place => times[place]);
    }
}
