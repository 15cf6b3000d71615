namespace Flywheel.XGBoost;

/// <summary>Remembers the best round, and says when none better is to be waited for.</summary>
/// <param name="patience">Rounds to wait for a better score; null waits for ever.</param>
/// <param name="maximise">Whether more is better.</param>
internal sealed class EarlyStopping(int? patience, bool maximise)
{
    private int _seen;
    private double _bestScore;

    /// <summary>Number of the best round, counting from 1 in this training; 0 before the first.</summary>
    internal int BestRound { get; private set; }

    /// <summary>Whether training should stop.</summary>
    internal bool Stop => patience is { } rounds && _seen - BestRound >= rounds;

    /// <summary>Takes the score of the next round.</summary>
    /// <returns>Whether it is better than all before it. A tie is not: the smaller model wins.</returns>
    internal bool Take(double score)
    {
        _seen++;
        if (BestRound > 0 && (maximise ? score <= _bestScore : score >= _bestScore))
        {
            return false;
        }

        BestRound = _seen;
        _bestScore = score;
        return true;
    }
}
