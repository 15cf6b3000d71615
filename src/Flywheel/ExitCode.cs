namespace Flywheel;

/// <summary>What the process says when it ends.</summary>
public enum ExitCode
{
    Done = 0,

    /// <summary>A gate is closed or an alarm is raised.</summary>
    No = 1,

    /// <summary>A mistake in a strategy, in the data that it names, or in the arguments.</summary>
    Mistake = 2,

    /// <summary>A defect of ours.</summary>
    Defect = 3,

    NotEnoughEvidence = 4,

    /// <summary>A report differs from its verified file.</summary>
    Differs = 5,

    /// <summary>The environment lacks something.</summary>
    Lacking = 6,
}

/// <summary>The turn cannot go on for a reason outside our code: what happened, why, and what to type next.</summary>
public sealed class RefusedException(ExitCode code, string message) : Exception(message)
{
    public ExitCode Code { get; } = code;
}
