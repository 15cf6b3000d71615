using Flywheel.Datasets;
using Flywheel.OfflineTesting;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Datasets;

/// <summary>Evaluation sets that grow from what curation picks, in a shop that samples three in ten orders at first.</summary>
public sealed class GrowthTests : IDisposable
{
    private const string Random = "  - random: { share: 0.3 }\n";
    private const string Dear = "  - error-analysis: { where: amount > 80 }\n";

    private readonly TemporaryRepository repository = Shop("found: v1.x", "found: { new-rules: { least: 1 } }");

    public void Dispose() => repository.Dispose();

    [Fact]
    public void What_a_new_rule_samples_begins_a_set_and_joins_it_in_each_turn()
    {
        repository.Live(3);
        Assert.Null(repository.Read("evalsets/shop/found/v1/rows.csv"));

        AddRule();
        Live(repository, 4);
        var first = Rows(repository, "v1");
        Live(repository, 5);
        var second = Rows(repository, "v1.1");

        Assert.Equal(FoundByTheRule(4), first.Keys);
        Assert.Equal(FoundByTheRule(5), second.Keys);
        Assert.True(first.Count > 0 && second.Count > first.Count);
        Assert.All(second.Values, amount => Assert.True(amount > 80, $"{amount}"));
        Assert.Contains($"rules:\n  error-analysis ", Manifest("v1.1"), StringComparison.Ordinal);
        Assert.Contains($": {second.Count}\n", Manifest("v1.1"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_says_something_else_is_a_new_one_and_one_that_goes_back_is_the_old_one()
    {
        repository.Edit(StrategyLoader.CurationName, Random, Random + Dear);
        repository.Live(3);
        repository.Edit(StrategyLoader.CurationName, "amount > 80", "amount < 20");
        Live(repository, 4);
        var changed = Rows(repository, "v1");
        repository.Edit(StrategyLoader.CurationName, "amount < 20", "amount > 80");
        Live(repository, 5);
        Live(repository, 6);

        Assert.NotEmpty(changed);
        Assert.All(changed.Values, amount => Assert.True(amount < 20, $"{amount}"));

        // Labels of what the changed rule picked in its one turn come a turn later; nothing of the old rule joins.
        var last = EvaluationSetReference.In(Files(repository), "shop", "found")[^1].Text;
        Assert.All(Rows(repository, last).Values, amount => Assert.True(amount < 20, $"{amount}"));
        Assert.Null(repository.Read("evalsets/shop/found/v1.2/rows.csv"));
    }

    [Fact]
    public void No_row_is_ever_trained_on()
    {
        repository.Live(3);
        AddRule();
        Live(repository, 4);
        Live(repository, 5);

        var ids = string.Join(", ", Rows(repository, "v1.1").Keys);

        Assert.Equal(0, repository.Ask<long>(repository.After(5), $"SELECT count(*) FROM log WHERE order_id IN ({ids}) AND NOT evaluates"));
        Assert.Equal(
            0,
            repository.Work(place =>
            {
                var turn = place.At(repository.After(5));
                FormDataset.Form(turn);
                return turn.Database.Value<long>($"SELECT count(*) FROM dataset WHERE order_id IN ({ids})");
            })
        );
    }

    [Fact]
    public void A_turn_decides_on_what_was_decided_before_it_and_the_next_one_is_tested_on_the_new_version()
    {
        using var without = Shop("", "");
        foreach (var one in new[] { repository, without })
        {
            one.Live(3);
            one.Edit(StrategyLoader.CurationName, Random, Random + Dear);
            Live(one, 4);
        }

        var (seen, plain) = (Tested(repository, 4), Tested(without, 4));
        Live(repository, 5);
        var next = Tested(repository, 5);

        Assert.Equal(plain.Gates, seen.Gates);
        Assert.Equal((plain.Decision, plain.Why), (seen.Decision, seen.Why));
        Assert.DoesNotContain(seen.Contrasts, contrast => contrast.Kind == GroupKind.EvaluationSet);
        Assert.Equal(
            ["found v1"],
            next.Contrasts.Where(contrast => contrast.Kind == GroupKind.EvaluationSet).Select(contrast => contrast.Group).Distinct()
        );
        Assert.Contains(
            "once this is merged, candidates are tested on it, as the strategy names v1.x.",
            repository.Read("reports/shop/comparison.verified.md"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_turn_turned_again_proposes_the_same_bytes_and_takes_back_what_it_does_not_propose_any_more()
    {
        repository.Live(3);
        AddRule();
        Live(repository, 4);
        var before = repository.Tracked();

        repository.Turn(4);
        var again = repository.Tracked();
        repository.Edit("  grow: { found: { new-rules: { least: 1 } } }\n", "");
        repository.Edit("  evaluation-sets: { found: v1.x }\n", "");
        repository.Turn(4);

        Same.Files(before, again);
        Assert.Null(repository.Read("evalsets/shop/found/v1/rows.csv"));
        Assert.Null(repository.Read("evalsets/shop/found/v1/evalset.yaml"));
    }

    [Fact]
    public void What_was_received_later_does_not_join()
    {
        using var knowing = Shop("found: v1.x", "found: { new-rules: { least: 1 } }");
        foreach (var one in new[] { repository, knowing })
        {
            one.Live(3);
            one.Edit(StrategyLoader.CurationName, Random, Random + Dear);
        }

        Live(repository, 4);
        knowing.Arrive(5);
        knowing.Turn(4);

        Assert.Equal(repository.Read("evalsets/shop/found/v1/rows.csv"), knowing.Read("evalsets/shop/found/v1/rows.csv"));
    }

    [Fact]
    public void Curated_points_that_meet_a_condition_join_once_their_label_is_there_and_each_is_offered_once()
    {
        using var shop = Shop("small: v1", "small: { curated: { where: amount < 50, least: 1, most: 3, rules: [ random ] } }", begun: true);

        Live(shop, 4);
        Live(shop, 5);

        var (first, second, third) = (Rows(shop, "v1", "small"), Rows(shop, "v1.1", "small"), Rows(shop, "v1.2", "small"));
        Assert.Equal((first.Count + 3, first.Count + 6), (second.Count, third.Count));
        Assert.True(first.Keys.All(second.ContainsKey) && second.Keys.All(third.ContainsKey));
        Assert.All(third.Values, amount => Assert.True(amount < 50));

        // Labels come six hours later: of what was passed over at the fourth turn nothing may join at the fifth.
        var offered = $"SELECT min(ordered_at) FROM log WHERE order_id IN ({string.Join(", ", third.Keys.Except(second.Keys))})";
        Assert.True(shop.Ask<DateTime>(shop.After(5), offered) >= shop.After(4).AddHours(-6));
        Assert.Contains(
            "the strategy names v1: write `small: v1.2` there",
            shop.Read("reports/shop/comparison.verified.md"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Too_few_rows_wait_and_a_version_has_its_time()
    {
        using var waiting = Shop("small: v1", "small: { curated: { where: amount < 50, least: 1000 } }", begun: true);
        using var seldom = Shop("small: v1", "small: { curated: { where: amount < 50, least: 1, every: 2d } }", begun: true);
        foreach (var one in new[] { waiting, seldom })
        {
            Live(one, 4);
        }

        Live(seldom, 5);

        Assert.Null(waiting.Read("evalsets/shop/small/v1.1/evalset.yaml"));
        Assert.Contains("as-of: '2024-01-06'", seldom.Read("evalsets/shop/small/v1.1/evalset.yaml"), StringComparison.Ordinal);
        Assert.Null(seldom.Read("evalsets/shop/small/v1.2/evalset.yaml"));
    }

    [Fact]
    public void A_set_may_hold_texts_with_line_ends_and_texts_without_a_letter()
    {
        using var shop = Shop("", "");
        shop.Arrive(3);
        foreach (var file in shop.SourceFiles("events"))
        {
            shop.ChangeFile(
                file,
                "* REPLACE (CASE order_id % 3 WHEN 0 THEN '' WHEN 1 THEN 'a' || chr(13) || chr(10) || chr(8232) || 'b' ELSE channel END AS channel)"
            );
        }

        for (var cycle = 1; cycle <= 3; cycle++)
        {
            shop.Turn(cycle);
        }

        var added = shop.Flywheel("evalset", "add", "shop", "odd", "--where", "amount > 0", "--why", "Odd texts.");
        var shown = shop.Flywheel("evalset", "show", "shop", "odd");

        Assert.True(added.Code == 0, added.Error);
        Assert.True(shown.Code == 0, shown.Error);
        Assert.Contains(",\"\",", shop.Read("evalsets/shop/odd/v1/rows.csv"), StringComparison.Ordinal);
        Assert.Contains("a\r\n\u2028b", shop.Read("evalsets/shop/odd/v1/rows.csv"), StringComparison.Ordinal);
    }

    private static TemporaryRepository Shop(string sets, string grow, bool begun = false)
    {
        var shop = new TemporaryRepository();
        shop.Edit(StrategyLoader.CurationName, "  - random: { share: 1 }\n", Random);
        if (begun)
        {
            shop.Live(3);
            Assert.Equal(0, shop.Flywheel("evalset", "add", "shop", "small", "--where", "amount < 50", "--why", "Small ones.").Code);
        }

        if (sets.Length > 0)
        {
            shop.Edit("  sign-off:", $"  evaluation-sets: {{ {sets} }}\n  grow: {{ {grow} }}\n  sign-off:");
        }

        return shop;
    }

    private void AddRule() => repository.Edit(StrategyLoader.CurationName, Random, Random + Dear);

    private static void Live(TemporaryRepository one, int cycle)
    {
        one.Arrive(cycle);
        one.Turn(cycle);
    }

    /// <summary>Ids for evaluation, with a label, that the rule of dear orders picked up to a turn.</summary>
    private IEnumerable<string> FoundByTheRule(int cycle) =>
        repository
            .Ask<string>(
                repository.After(cycle),
                "SELECT string_agg(order_id, ',' ORDER BY order_id) FROM log JOIN reservoir ON reservoir.id = order_id WHERE rule = 'error-analysis' AND evaluates AND returned IS NOT NULL"
            )
            .Split(',');

    private static SortedDictionary<string, double> Rows(TemporaryRepository one, string version, string set = "found") =>
        new(
            one.Read($"evalsets/shop/{set}/{version}/rows.csv")!
                .TrimEnd('\n')
                .Split('\n')
                .Skip(1)
                .Select(line => line.Split(','))
                .ToDictionary(row => row[0], row => double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture)),
            StringComparer.Ordinal
        );

    private string Manifest(string version) => repository.Read($"evalsets/shop/found/{version}/evalset.yaml")!;

    private static Flywheel.State.WorkingTree Files(TemporaryRepository one) => new(one.Root);

    private static Comparison Tested(TemporaryRepository one, int cycle) => one.Turn(cycle).Of<Comparison>();
}
