using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>What is wrong with a row by itself: why it goes to quarantine.</summary>
public static class RowProblem
{
    /// <summary>SQL of the reason, or NULL, over a stream's columns, received_at and the fault that kept a row from being read.</summary>
    public static string Of(ModelStrategy strategy, string stream)
    {
        var log = strategy.Log;
        var reasons = new List<(string Reason, string When)> { ("no id", $"{Sql.Name(log.Id)} IS NULL") };
        if (stream == Partitions.Events)
        {
            var time = Sql.Name(log.Time);
            reasons.Add(("no time", $"{time} IS NULL"));
            reasons.Add(("its time is later than its arrival", $"{time} > received_at"));
            reasons.AddRange(log.Quarantine.Select(rule => (rule.Key, strategy.Sql(rule.Value))));
        }
        else if (stream == Partitions.Labels)
        {
            var label = Sql.Name(log.Label.Column);
            reasons.Add(("no label", $"{label} IS NULL"));
            reasons.Add((strategy.Target.Refusal, strategy.Target.Refused(label)));
        }

        return $"CASE WHEN fault IS NOT NULL THEN fault {string.Join(' ', reasons.Select(reason => $"WHEN {reason.When} THEN {Sql.Text(reason.Reason)}"))} END";
    }
}
