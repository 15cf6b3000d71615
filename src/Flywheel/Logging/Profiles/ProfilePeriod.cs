namespace Flywheel.Logging.Profiles;

/// <summary>The time that the events of a profile happened in: [begins, ends).</summary>
public readonly record struct ProfilePeriod(DateTime Begins, DateTime Ends);
