using System.Diagnostics;
using Flywheel.Turns;

namespace Flywheel.Bench.Monitoring;

/// <summary>Seconds of each stage of a turn.</summary>
public sealed class StageClock : IProgress
{
    private readonly Dictionary<string, double> seconds = new(StringComparer.Ordinal);

    public double Seconds(string stage) => seconds[stage];

    public IDisposable Stage(string name, bool remembered) => new Running(this, name);

    public void Step(double share, string what) { }

    public void Say(string line) { }

    private sealed class Running(StageClock clock, string name) : IDisposable
    {
        private readonly Stopwatch watch = Stopwatch.StartNew();

        public void Dispose() => clock.seconds[name] = watch.Elapsed.TotalSeconds;
    }
}
