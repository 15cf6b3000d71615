using Flywheel.Curation;
using Flywheel.Strategy;

namespace Flywheel.Bench.Labels;

/// <summary>The rules of the table, as curation.yaml says them.</summary>
public static class Rules
{
    public const string Random = "random: {}";

    private const string Entropy = "uncertainty: { by: entropy }";
    private const string Gradient = "expected-gradient: {}";

    /// <summary>Those that compute a score: by chance, and the largest.</summary>
    private static readonly string[] _scored =
    [
        "uncertainty: { by: margin }",
        Entropy,
        Gradient,
        "prediction-change: {}",
        "disagreement: { committee: last-turns }",
        "disagreement: { committee: resampled-rows }",
        "predicted-loss: {}",
        "discriminator: {}",
        "projection: { examples: [ 0 ] }",
    ];

    /// <summary>Every rule of a set, random first.</summary>
    /// <remarks>Of two classes the entropy, the margin and the expected gradient are one ranking, so the largest are asked for once.</remarks>
    public static IReadOnlyList<string> Of(PointSet set) =>
        [
            Random,
            .. set.OwnRules,
            .. _scored.SelectMany(rule => new[] { rule, Top(rule) }).Where(rule => set.Classes.Count > 0 || !_sameOfTwo.Contains(rule)),
            "similarity: { examples: [ 0 ] }",
            "k-centre: {}",
        ];

    private static readonly string[] _sameOfTwo = [Entropy, Top(Entropy), Top(Gradient)];

    /// <summary>A rule as it is asked in one step: what it looks for, and how many of each stratum.</summary>
    /// <param name="strategy">With one rule.</param>
    /// <param name="batch">Labels of the step.</param>
    /// <param name="examples">Ids of the points that the model got most wrong.</param>
    /// <param name="strata">Counts the values of an expression, in SQL, among the points to pick from.</param>
    /// <returns>Random's where there are no examples yet.</returns>
    public static ModelStrategy At(ModelStrategy strategy, int batch, int seed, IReadOnlyList<string> examples, Func<string, long> strata)
    {
        var rule = strategy.Curation.Rules[0] switch
        {
            ProjectionRule or Similarity when examples.Count == 0 => new RandomRule(),
            ProjectionRule projection => projection with { Examples = examples },
            Similarity similarity => similarity with { Examples = examples },
            StratifiedRule stratified => stratified with { PerStratum = Each(batch, strata(strategy.Sql(stratified.By))) },
            CohortQuotas quotas => quotas with
            {
                Quotas = quotas.Quotas.Keys.ToDictionary(
                    name => name,
                    name => Each(batch, strategy.Cohorts.Count(cohort => cohort.Rule == name)),
                    StringComparer.Ordinal
                ),
            },
            var other => other,
        };
        return strategy with
        {
            Main = strategy.Main with { Seed = seed },
            Curation = strategy.Curation with { Budget = batch, Rules = [rule] },
        };
    }

    private static int Each(int batch, long parts) => (int)((batch + parts - 1) / parts);

    private static string Top(string rule) =>
        rule.EndsWith("{}", StringComparison.Ordinal)
            ? rule.Replace("{}", "{ draw: top }", StringComparison.Ordinal)
            : $"{rule[..^2]}, draw: top }}";
}
