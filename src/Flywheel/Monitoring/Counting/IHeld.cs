namespace Flywheel.Monitoring.Counting;

/// <summary>What the window held of an expression, counted: from rows, or within bounds from a profile.</summary>
public interface IHeld
{
    /// <summary>Events that the counts are of.</summary>
    long Events { get; }

    /// <summary>Those with a value.</summary>
    long Known { get; }

    /// <summary>Those without one.</summary>
    long Missing { get; }

    /// <summary>Those for which a condition is true.</summary>
    long True { get; }

    /// <summary>Those whose number is not in [from, to].</summary>
    Bounds Outside(double from, double to);

    /// <summary>Those whose text is none of some; null where it cannot be told.</summary>
    Bounds? OtherThan(IReadOnlyList<string> texts);
}
