using Flywheel.Expressions;
using Flywheel.Yaml;

namespace Flywheel.Logging.Redactions;

[Doc("Nothing is kept.")]
public sealed record Drop : Redaction
{
    public override string? Kept(string value, SqlType? type) => null;

    public override (string Why, string Mend)? Misfit(string name, SqlType? type) =>
        type is null ? null : ("A declared column is one that the log keeps.", $"Take '{name}' out of log.columns.");
}
