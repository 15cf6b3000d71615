using Flywheel.Turns;

namespace Flywheel.Bench.Monitoring;

/// <summary>Times each stage of a turn as a part of its name.</summary>
public sealed class StageClock(Parts parts) : IProgress
{
    public IDisposable Stage(string name, bool remembered) => parts.Time(name);

    public void Step(double share, string what) { }

    public void Say(string line) { }
}
