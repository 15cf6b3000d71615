using System.Globalization;
using System.Text;
using Flywheel.Logging.Targets;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring.References;

/// <summary>Scores of the reference: what the model in force says of the rows that it was tested on; elsewhere those that production logged.</summary>
public static class ReferenceScores
{
    /// <summary>Name of the table that explanations read them from: <c>id, score</c>.</summary>
    public const string Table = "reference_scores";

    /// <summary>The model in force, where the reference is what it was tested on: its own scores there, not those logged then.</summary>
    internal static Scorer? Referee(Turn turn) =>
        turn.Strategy.Main.Monitoring.Reference is ValidationOfCurrentModel && turn.Base.Deployment.Current is { } version
            ? ModelShelf.Load(turn, version)
            : null;

    /// <summary>In no order, as a distribution has none, shape [rows of the reference].</summary>
    /// <param name="before">SQL condition of the reference's rows of <c>log</c>.</param>
    internal static double[] Of(Turn turn, Scorer? referee, string before) =>
        referee?.Score(turn, before) ?? turn.Database.Reals(Logged(turn, before));

    /// <summary>In order of id.</summary>
    private static double[] InOrder(Turn turn, Scorer? referee, string before) =>
        referee?.Score(turn, before) ?? turn.Database.Reals($"{Logged(turn, before)} ORDER BY {turn.Log.Id}");

    private static string Logged(Turn turn, string before) =>
        $"SELECT {turn.Strategy.Target.Number(turn.Log.Score)} AS score FROM log WHERE {before}";

    private static string Said(Target target) =>
        target.Classes.Count == 0 ? "score" : $"{Sql.List(target.Classes)}[CAST(score AS BIGINT) + 1]";

    /// <summary>SQL that gives them with their ids; they lie in a file that goes with the process.</summary>
    public static string Select(Turn turn)
    {
        using var referee = Referee(turn);
        turn.Log.See(DateTime.MinValue.AddYears(1), curated: false);
        if (turn.Strategy.Main.Monitoring.Reference.Span(turn) is not { } span)
        {
            return $"SELECT {turn.Log.Id} AS id, {turn.Log.Score} AS score FROM log WHERE FALSE";
        }

        var before = turn.Log.Within(span.From, span.To);
        var text = new StringBuilder("place,score\n");
        var scores = InOrder(turn, referee, before);
        for (var i = 0; i < scores.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i + 1},");
            text.Append(double.IsNaN(scores[i]) ? "" : scores[i].ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }

        var file = turn.Store.Scratch() + ".csv";
        File.WriteAllText(file, text.ToString());
        const string Columns = "{'place': 'BIGINT', 'score': 'DOUBLE'}";
        return $"""
            SELECT id, {Said(
                turn.Strategy.Target
            )} AS score FROM (SELECT {turn.Log.Id} AS id, row_number() OVER (ORDER BY {turn.Log.Id}) AS place FROM log WHERE {before})
            JOIN read_csv({Sql.Text(file)}, header = true, columns = {Columns}) USING (place) ORDER BY id
            """;
    }
}
