using Flywheel.Storage;
using Flywheel.Strategy;

namespace Flywheel.Curation;

/// <summary>Which rule picked a point: the digest of what the strategy says of it, defaults left out, wherever it stands among the others.</summary>
internal static class RuleVersion
{
    /// <param name="i">Place of the rule, counted from 0.</param>
    public static string Of(ModelStrategy strategy, int i) => Below(strategy, $"rules[{i}]");

    public static string OfAudit(ModelStrategy strategy) => Below(strategy, AuditStream.Name);

    private static string Below(ModelStrategy strategy, string key) =>
        Digest.Of(ResolvedStrategy.Below(strategy.Resolved.Essence, key).Select(value => $"{value.Key[key.Length..]}={value.Value}"))[
            ..Digest.Shown
        ];
}
