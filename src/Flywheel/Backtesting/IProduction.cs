using Flywheel.Strategy;
using Flywheel.Training;

namespace Flywheel.Backtesting;

/// <summary>Recorded history that can happen again under another model.</summary>
public interface IProduction
{
    /// <summary>Time of the first cycle's beginning.</summary>
    DateTime Begins { get; }

    /// <summary>End of what was recorded.</summary>
    DateTime Ends { get; }

    /// <summary>Lets the events of a time span arrive, scored by a model, and writes them as production would.</summary>
    /// <param name="strategy">Names the columns and the label's delay.</param>
    /// <param name="folder">The log's source: events/, labels/ and feedback/ below it.</param>
    /// <param name="model">The model in force, or null before the first.</param>
    /// <param name="version">Its version.</param>
    void Arrive(ModelStrategy strategy, string folder, DateTime from, DateTime to, Scorer? model, string? version);

    /// <summary>Whether a time span has arrived in a folder already.</summary>
    bool Arrived(string folder, DateTime from);
}
