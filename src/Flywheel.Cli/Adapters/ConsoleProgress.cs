using System.Diagnostics;
using Flywheel.Turns;
using Spectre.Console;

namespace Flywheel.Cli.Adapters;

/// <summary>Says on the terminal which stage works, how far it is, and how long it took.</summary>
public sealed class ConsoleProgress(IAnsiConsole terminal) : IProgress
{
    private readonly Stopwatch sinceStep = Stopwatch.StartNew();
    private int open;

    private IAnsiConsole Terminal => terminal;

    public IDisposable Stage(string name, bool remembered)
    {
        open++;
        return new Running(this, name, remembered);
    }

    public void Step(double share, string what)
    {
        // A pipe keeps every line, so only a terminal is told of steps.
        if (terminal.Profile.Capabilities.Interactive && sinceStep.ElapsedMilliseconds > 100)
        {
            terminal.Write(new ControlCode($"\r  {share, 4:0%} {what}\u001b[K"));
            sinceStep.Restart();
        }
    }

    public void Say(string line) => terminal.MarkupLineInterpolated($"  {new string(' ', 2 * open)}[yellow]{line}[/]");

    private sealed class Running(ConsoleProgress progress, string name, bool remembered) : IDisposable
    {
        private readonly Stopwatch clock = Stopwatch.StartNew();

        public void Dispose()
        {
            progress.open--;
            if (progress.Terminal.Profile.Capabilities.Interactive)
            {
                progress.Terminal.Write(new ControlCode("\r\u001b[K"));
            }

            var indent = new string(' ', 2 * progress.open);
            var took = remembered ? "as before" : $"{clock.Elapsed.TotalSeconds:0.0} s";
            progress.Terminal.MarkupLineInterpolated($"  {indent}[green]✓[/] {name, -14} [grey]{took}[/]");
        }
    }
}
