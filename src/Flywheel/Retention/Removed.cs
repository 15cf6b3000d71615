namespace Flywheel.Retention;

/// <summary>What a clean-up removed, or would remove.</summary>
/// <param name="What">In the words of the command's table.</param>
/// <param name="Count">Files, records or rows.</param>
/// <param name="Bytes">Their size; 0 where nobody counted.</param>
public sealed record Removed(string What, long Count, long Bytes = 0);
