namespace Flywheel.Backtesting.Schedules;

/// <summary>What a model lost in a cycle after its training.</summary>
/// <param name="Trained">Index of the cycle at whose end it was trained.</param>
/// <param name="Tested">Index of the cycle that it is measured on, which is later.</param>
/// <param name="Loss">The smaller the better.</param>
public readonly record struct AgedLoss(int Trained, int Tested, double Loss)
{
    /// <summary>Cycles in force at the end of the tested one: 1 where it was trained when that cycle began.</summary>
    public int Age => Tested - Trained;
}
