namespace Flywheel.Logging.Redactions;

/// <summary>What a strategy redacts that the log needs as it is.</summary>
public static class RedactionFaults
{
    /// <summary>By column: what, why, and how to mend it.</summary>
    public static IEnumerable<(string Column, string What, string Why, string Mend)> Of(LogSection log)
    {
        foreach (var (name, redaction) in log.Redact)
        {
            var word = Redaction.Kinds.WordOf(redaction.GetType());
            var what = $"The column '{name}' is redacted by '{word}'.";
            if (name == log.Time || log.Reserved.Contains(name))
            {
                yield return (name, what, "Windows, arrivals and metrics are made of it.", "Take it out of log.redact.");
            }
            else if (name == log.Id && !redaction.KeepsApart)
            {
                yield return (name, what, "An event is known by its id.", "Write 'hash' with the name of the variable that holds a key.");
            }
            else if (redaction.Misfit(name, log.Columns.TryGetValue(name, out var type) ? type : null) is { } misfit)
            {
                yield return (name, what, misfit.Why, misfit.Mend);
            }
        }
    }
}
