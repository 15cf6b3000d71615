using Flywheel.Metrics;

namespace Flywheel.Monitoring.Checks;

/// <summary>What periods before predict of one more, place by place of a season: each has a mean and a deviation of its own.</summary>
/// <remarks>
/// The range of a new period is mean ± t(m − 1; 1 − error) · s · √(1 + 1 / m), m periods at its place with the standard deviation s: the prediction
/// interval of a normal sample. Places share no deviation, for a quiet Sunday varies otherwise than a busy Monday.
/// </remarks>
public sealed class SeasonalRange
{
    /// <summary>Periods of a place without which nothing is predicted of it.</summary>
    public const int FewestSeasons = 6;

    private readonly double[][] places;

    private SeasonalRange(double[][] places) => this.places = places;

    /// <summary>Periods that it was learned from.</summary>
    public int Periods => places.Sum(place => place.Length);

    /// <param name="history">The newest first, shape [periods]; NaN where there is no number.</param>
    /// <param name="newer">Periods that are newer than all of them: index 0 of <see cref="Of"/> is the newest of these.</param>
    /// <param name="season">Places of the season.</param>
    public static SeasonalRange Learn(double[] history, int newer, int season)
    {
        var known = history.Index().Where(one => !double.IsNaN(one.Item)).ToLookup(one => (one.Index + newer) % season, one => one.Item);
        return new([.. Enumerable.Range(0, season).Select(place => known[place].ToArray())]);
    }

    /// <summary>Whether there are periods enough at the place of a new one.</summary>
    /// <param name="index">Of the period, 0 being the newest.</param>
    public bool Knows(int index) => places[index % places.Length].Length >= FewestSeasons;

    /// <param name="index">Of a period that it knows.</param>
    /// <param name="error">Chance that one end errs.</param>
    public (double Low, double High) Of(int index, double error) => At(index).OfOneMore(error);

    public bool Holds(int index, double value, double error)
    {
        var (low, high) = Of(index, error);
        // What never varied may still vary in its last digits.
        var rounding = 1e-9 * Math.Abs(low + high);
        return value >= low - rounding && value <= high + rounding;
    }

    /// <summary>How far a number is from its prediction, in the deviation of a prediction.</summary>
    public double Beyond(int index, double value) => Math.Abs(value - At(index).Mean) / Math.Max(At(index).ErrorOfOneMore, double.Epsilon);

    private NormalSample At(int index) => new(places[index % places.Length]);
}
