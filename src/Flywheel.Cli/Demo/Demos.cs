using Flywheel.Cli.Demo.Mails;
using Flywheel.Strategy;

namespace Flywheel.Cli.Demo;

/// <summary>The productions of the demo. A strategy is simulated by the one that writes its columns, whatever its model is called.</summary>
public static class Demos
{
    private static readonly (IReadOnlyList<string> Columns, Func<string, IDemo> Open)[] _all =
    [
        (FlightsProduction.Columns, root => new FlightsProduction(root)),
        (MailProduction.Columns, root => new MailProduction(root)),
    ];

    /// <param name="root">The repository's root.</param>
    /// <exception cref="RefusedException">None of them writes the strategy's columns, or their data was not fetched.</exception>
    public static IDemo Open(ModelStrategy strategy, string root) =>
        _all.FirstOrDefault(demo => strategy.Log.Columns.Keys.All(demo.Columns.Contains)).Open?.Invoke(root)
        ?? throw new RefusedException(
            ExitCode.Mistake,
            $"The log of {strategy.Model} has columns that the demo does not write. It writes {string.Join("; or ", _all.Select(demo => string.Join(", ", demo.Columns)))}. What your own production writes is turned by: flywheel loop {strategy.Model}"
        );
}
