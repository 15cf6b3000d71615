using System.Diagnostics;

namespace Flywheel.Bench.Monitoring;

/// <summary>Seconds of the clock and of the processors, by part of the work of this process.</summary>
public sealed class Parts
{
    public Dictionary<string, double> Seconds { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, double> Processor { get; } = new(StringComparer.Ordinal);

    public IDisposable Time(string part) => new Running(this, part);

    public void Time(string part, Action work)
    {
        using (Time(part))
        {
            work();
        }
    }

    private sealed class Running(Parts parts, string part) : IDisposable
    {
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private readonly TimeSpan before = Environment.CpuUsage.TotalTime;

        public void Dispose()
        {
            parts.Seconds[part] = watch.Elapsed.TotalSeconds;
            parts.Processor[part] = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }
    }
}
