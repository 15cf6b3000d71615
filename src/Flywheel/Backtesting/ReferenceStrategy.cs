using Flywheel.Strategy;
using Flywheel.Triggers;

namespace Flywheel.Backtesting;

/// <summary>A strategy that a replay runs, by the name that its report uses.</summary>
public sealed record NamedStrategy(string Name, ModelStrategy Strategy);

/// <summary>Strategies that nobody would write down, beside which the one at hand is judged.</summary>
public static class ReferenceStrategy
{
    public const string NeverName = "never";
    public const string EveryCycleName = "every-cycle";

    /// <summary>The first model for ever.</summary>
    public static NamedStrategy Never(ModelStrategy strategy) =>
        new(NeverName, strategy with { Main = strategy.Main with { Trigger = new Manual() } });

    /// <summary>A new model every cycle, promoted without a question; so no more than the newest cycle is held out.</summary>
    public static NamedStrategy EveryCycle(ModelStrategy strategy) =>
        new(
            EveryCycleName,
            strategy with
            {
                Main = strategy.Main with
                {
                    Trigger = new Every { Interval = strategy.Main.Cycle },
                    Dataset = strategy.Main.Dataset with { HoldOut = strategy.Main.Cycle },
                    OfflineTest = strategy.Main.OfflineTest with { Gates = [] },
                },
            }
        );
}
