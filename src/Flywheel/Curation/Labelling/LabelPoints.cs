using Flywheel.Logging;
using Flywheel.State;
using Flywheel.Turns;

namespace Flywheel.Curation.Labelling;

/// <summary>Stage "label": has the picked points labelled, labeler by labeler, each asked for those that nobody before it could tell.</summary>
/// <remarks>
/// What a labeler says at a turn is received at that turn's time: after its monitoring, before its dataset. Nothing is asked twice: a
/// point that has a label, or that the labeler could not tell, is not asked about again, so a turn that is turned again, or after a
/// labeler that died, asks for the rest alone. People answer between turns.
/// </remarks>
public static class LabelPoints
{
    public static LabelRecord Run(Turn turn) => Run(turn, outside: true);

    /// <param name="outside">Whether programs may be asked; what is gathered again has only what follows from the log.</param>
    internal static LabelRecord Run(Turn turn, bool outside)
    {
        var labels = turn.Strategy.Curation.Labels;
        if (labels is LabelsFromLog { Price: 0 } || !turn.Strategy.Log.Keep.HasRows)
        {
            return new();
        }

        // What is said now was not known to turns of later times that are there already: nobody is asked for them after the fact.
        outside = outside && !IsPast(turn);
        var points = new PickedPoints(turn);
        points.Lay();
        var troubles = new Dictionary<string, ProgramTrouble>(StringComparer.Ordinal);
        foreach (var (place, labeler) in labels.Labelers.Index())
        {
            var trouble = labeler switch
            {
                LabelsBySqlRule rule => ByRule(turn, rule, points.For(place)),
                LabelsByCommand command when outside => new AskProgram(turn, command, points, place).Run(),
                _ => null,
            };
            if (trouble is not null)
            {
                turn.Workplace.Progress.Say($"The labeler '{labeler.Signs}' {trouble.Told}");
                troubles[labeler.Signs] = trouble;
            }
        }

        points.Lay();
        return new LabelAccount(turn, points).Of(troubles);
    }

    /// <summary>Whether the ledger has a turn of a later time.</summary>
    private static bool IsPast(Turn turn)
    {
        var path = Ledger.Path(turn.StrategyAtHand.Model);
        return Ledger.Read(turn.Outside.Files.Read(path), path).Any(row => row.AsOf > turn.AsOf);
    }

    private static ProgramTrouble? ByRule(Turn turn, LabelsBySqlRule rule, string points)
    {
        var (id, said, target) = (turn.Log.Id, turn.Strategy.Sql(rule.Label), turn.Strategy.Target);
        var type = StreamColumns.TypeText(target.Label);

        // Refused before it is cast: 0.4 would be a 0.
        new BoughtLabels(turn, rule, turn.AsOf).Take(
            $"SELECT {id}, CAST({said} AS {type}) AS {turn.Log.Label} FROM ({points}) WHERE ({said}) IS NOT NULL AND NOT ({target.Refused($"({said})")})"
        );
        var refused = turn.Database.Value<long>(
            $"SELECT count(*) FROM ({points}) WHERE ({said}) IS NOT NULL AND {target.Refused($"({said})")}"
        );
        var what =
            $"gave {refused} values that are no {turn.Strategy.Log.Label.Column}: {target.Refusal}; those points count as ones that it cannot tell";
        return refused == 0 ? null : new(what, $"{what}. Mend its expression, labels.sql-rule in curation.yaml.");
    }
}
