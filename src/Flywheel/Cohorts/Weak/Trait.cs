using System.Globalization;
using System.Text.RegularExpressions;
using Flywheel.Expressions;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Cohorts.Weak;

/// <summary>A condition on one column, feature or projection.</summary>
/// <param name="Name">What tells it from the others of its column: its value, or its band.</param>
/// <param name="Text">In the words of the strategy.</param>
/// <param name="Sql">The same in DuckDB's SQL.</param>
public sealed record Trait(string Name, string Text, string Sql);

/// <summary>The traits of one column, feature or projection: its most frequent values, or bands between its quarters.</summary>
/// <param name="Name">What it is called in the strategy.</param>
/// <param name="Traits">No row has two of them.</param>
public sealed partial record TraitColumn(string Name, IReadOnlyList<Trait> Traits)
{
    /// <summary>A text, or a number of fewer values, is told by its values.</summary>
    private const int FewValues = 12;

    /// <summary>Values of a text: rarer ones are not looked at.</summary>
    private const int MostValues = 30;

    /// <summary>Columns of a wide log beyond these are not looked at.</summary>
    public const int MostColumns = 40;

    /// <summary>SQL of the index of a row's trait, -1 for none.</summary>
    public string Code => $"CASE {string.Join(' ', Traits.Select((trait, i) => $"WHEN {trait.Sql} THEN {i}"))} ELSE -1 END";

    /// <summary>Features first, then projections, then the other columns of the log; those with fewer than two traits are left out.</summary>
    /// <param name="where">SQL of the rows.</param>
    /// <param name="minimumRows">Rows of a value.</param>
    public static IReadOnlyList<TraitColumn> Of(Turn turn, string where, int minimumRows) =>
        [
            .. Sources(turn.Strategy)
                .DistinctBy(source => source.Sql)
                .Take(MostColumns)
                .Select(source => new TraitColumn(source.Name, TraitsOf(turn, source, where, minimumRows)))
                .Where(column => column.Traits.Count > 1),
        ];

    private static IEnumerable<Source> Sources(ModelStrategy strategy)
    {
        var log = strategy.Log;
        var named = strategy
            .Main.Features.Select(feature => (feature.Key, feature.Value.Of, feature.Value.IsCategory))
            .Concat(strategy.ProjectionsFile.Projections.Select(projection => (projection.Key, Of: projection.Value, IsCategory: false)))
            .Select(one => new Source(one.Key, one.Of.Text, strategy.Sql(one.Of), strategy.Of(one.Of).Type, one.IsCategory));
        var columns = log
            .Columns.Where(column => column.Key != log.Id && column.Key != log.Time)
            .Select(column => new Source(
                column.Key,
                PlainName().IsMatch(column.Key) ? column.Key : Warehouse.Sql.Name(column.Key),
                Warehouse.Sql.Name(column.Key),
                column.Value,
                false
            ));
        return named.Concat(columns).Where(source => source.Type is SqlType.Boolean or SqlType.Integer or SqlType.Double or SqlType.Text);
    }

    private static IReadOnlyList<Trait> TraitsOf(Turn turn, Source source, string where, int minimumRows)
    {
        var (text, sql) = (source.InBrackets, $"({source.Sql})");
        if (source.Type == SqlType.Boolean)
        {
            return [new("true", text, sql), new("false", $"NOT {text}", $"NOT {sql}")];
        }

        var values = turn.Database.Table(
            $"""
            SELECT CAST("the value" AS VARCHAR) AS "its text", "its rows" FROM (
                SELECT {sql} AS "the value", count(*) AS "its rows" FROM log WHERE {where} GROUP BY ALL)
            WHERE "the value" IS NOT NULL AND "its rows" >= {minimumRows} ORDER BY "its rows" DESC, "the value" LIMIT {MostValues}
            """
        );
        if (source.Type == SqlType.Text || source.IsCategory || (source.Type == SqlType.Integer && Distinct() <= FewValues))
        {
            return
            [
                .. (values.Rows == 0 ? [] : values.Texts("its text"))
                    .Select(value => source.Type == SqlType.Text ? Warehouse.Sql.Text(value) : value)
                    .Select(value => new Trait(value, $"{text} = {value}", $"{sql} = {value}")),
            ];
        }

        return Bands(text, sql, Edges());

        long Distinct() => turn.Database.Value<long>($"SELECT count(DISTINCT {sql}) FROM log WHERE {where}");

        // To three digits: an edge is to be read, and need not be the exact quarter.
        string[] Edges() =>
            [
                .. new[] { 0.25, 0.5, 0.75 }
                    .Select(share =>
                        turn.Database.Value<double?>(
                            $"SELECT quantile_disc(CAST({sql} AS DOUBLE), {share.ToString(CultureInfo.InvariantCulture)}) FROM log WHERE {where} AND isfinite(CAST({sql} AS DOUBLE))"
                        )
                    )
                    .OfType<double>()
                    .Select(edge => double.Parse(edge.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
                    .Distinct()
                    .Order()
                    .Select(edge => edge.ToString("R", CultureInfo.InvariantCulture)),
            ];
    }

    private static IReadOnlyList<Trait> Bands(string text, string sql, string[] edges) =>
        edges.Length == 0
            ? []
            :
            [
                new($"below {edges[0]}", $"{text} < {edges[0]}", $"{sql} < {edges[0]}"),
                .. edges
                    .Zip(edges.Skip(1))
                    .Select(band => new Trait(
                        $"{band.First} to {band.Second}",
                        $"{text} >= {band.First} AND {text} < {band.Second}",
                        $"{sql} >= {band.First} AND {sql} < {band.Second}"
                    )),
                new($"from {edges[^1]}", $"{text} >= {edges[^1]}", $"{sql} >= {edges[^1]}"),
            ];

    [GeneratedRegex("^[a-z_][a-z0-9_]*$")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"^\w+(\([\w, ']*\))?$")]
    private static partial Regex NeedsNoBrackets();

    private sealed record Source(string Name, string Text, string Sql, SqlType Type, bool IsCategory)
    {
        public string InBrackets => NeedsNoBrackets().IsMatch(Text) ? Text : $"({Text})";
    }
}
