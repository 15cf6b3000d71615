using System.Diagnostics;
using Flywheel.Turns;
using Spectre.Console;

namespace Flywheel.Cli.Adapters;

/// <summary>Says which cycle a replay is in, and adds up where the time goes: a line for each stage of each turn would be noise.</summary>
public sealed class ReplayProgress(IAnsiConsole terminal) : IProgress
{
    private readonly OrderedDictionary<string, TimeSpan> spent = [];

    /// <summary>Seconds by stage over all turns.</summary>
    public string Spent => string.Join(", ", spent.Select(stage => $"{stage.Key} {stage.Value.TotalSeconds:0}"));

    public IDisposable Stage(string name, bool remembered) => new Running(spent, name);

    public void Step(double share, string what)
    {
        if (terminal.Profile.Capabilities.Interactive)
        {
            terminal.Write(new ControlCode($"\r  {share, 4:0%} {what}\u001b[K"));
        }
    }

    public void Say(string line) => terminal.MarkupLineInterpolated($"[yellow]{line}[/]");

    private sealed class Running(OrderedDictionary<string, TimeSpan> spent, string name) : IDisposable
    {
        private readonly Stopwatch clock = Stopwatch.StartNew();

        public void Dispose() => spent[name] = spent.GetValueOrDefault(name) + clock.Elapsed;
    }
}
