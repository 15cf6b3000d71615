using Flywheel.Backtesting;

namespace Flywheel.Cli.Demo;

/// <summary>Production of one of the demo's models.</summary>
public interface IDemo : IProduction, IDisposable
{
    /// <summary>What arrives, in the plural.</summary>
    string What { get; }

    /// <summary>What of the recorded history does not arrive, and why; null where all of it does.</summary>
    string? LeftOut { get; }
}
