namespace Flywheel.Monitoring.Drills;

/// <summary>A number of the report taken apart, in SQL over the tables of <see cref="Logging.AskedLog"/>.</summary>
/// <param name="Value">SQL of the number, one row and one column; null where it has no form in SQL.</param>
/// <param name="Behind">What moved it most.</param>
public sealed record Drill(string? Value, IReadOnlyList<Behind> Behind);

/// <summary>Rows, or groups of rows, behind a number.</summary>
/// <param name="Said">What they are, e.g. <c>Events without a value</c>.</param>
/// <param name="Sql">SQL of a few of them, the weightiest first.</param>
public sealed record Behind(string Said, string Sql);
