namespace Flywheel.Monitoring;

/// <summary>How a column came to be far from its reference.</summary>
public enum KindOfDrift
{
    /// <summary>The turns so far do not tell.</summary>
    Undecided,

    /// <summary>From one turn to the next, and it has stayed.</summary>
    Instantaneous,

    /// <summary>Turn by turn, and it is still far.</summary>
    Gradual,

    /// <summary>Again and again, at even distances.</summary>
    Periodic,

    /// <summary>Once, and it is over.</summary>
    Temporary,
}
