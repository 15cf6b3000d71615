using Flywheel.OfflineTesting;
using Flywheel.SignOff;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.SignOff;

public sealed class StakeholderTests
{
    private const string Short = "operations: [ no-worse, no-harm ]";

    [Fact]
    public void Gates_alone_and_a_map_of_them_are_the_same_strategy()
    {
        using var list = new TemporaryRepository();
        using var map = new TemporaryRepository();
        map.Edit(Short, "operations: { relies-on: [ no-worse, no-harm ] }");

        Assert.Equal(DigestOf(list), DigestOf(map));
        Assert.Contains(
            "operations:\n      - no-worse\n      - no-harm\n",
            map.Flywheel("explain-strategy", "shop").Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Who_accepts_for_a_stakeholder_is_of_the_strategy_and_stands_in_the_report()
    {
        using var shop = new TemporaryRepository();
        var before = DigestOf(shop);
        shop.Edit(Short, "operations: { relies-on: [ no-worse ], owners: [ '@org/ops', ada@example.org ] }\n    fairness: [ no-harm ]");
        shop.Live(4);

        Assert.NotEqual(before, DigestOf(shop));
        Assert.Contains(
            "owners:\n        - '@org/ops'\n        - ada@example.org\n",
            shop.Flywheel("explain-strategy", "shop").Output,
            StringComparison.Ordinal
        );
        var report = shop.Read("reports/shop/comparison.verified.md")!;
        Assert.Contains(
            "| stakeholder | relies on | has it | accepted by |\n| --- | --- | --- | --- |\n| operations | no-worse | yes | @org/ops, ada@example.org |\n| fairness | no-harm | yes | – |\n",
            report,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("operations: [ no-wrose ]", "FW0404", "47:19", "Did you mean 'no-worse'?")]
    [InlineData("operations: { relies-on: [ no-wrose ] }", "FW0404", "47:32", "Did you mean 'no-worse'?")]
    [InlineData("operations: { relies-on: [ no-worse ], owners: [ ops ] }", "FW0210", "47:54", "not an owner")]
    [InlineData("operations: { relies-on: [ no-worse ], owner: [ '@ops' ] }", "FW0201", "47:44", "owners")]
    [InlineData("operations: { owners: [ '@ops' ] }", "FW0202", "47:17", "relies-on")]
    [InlineData("operations: no-worse", "FW0204", "47:17", "a list")]
    [InlineData("operations: [ no-worse, no-worse ]", "FW0216", "47:29", "second time")]
    [InlineData("operations: { relies-on: [ no-worse ], owners: [ '@a', '@a' ] }", "FW0216", "47:60", "second time")]
    public void A_mistake_is_told_with_its_place(string written, string code, string place, string told)
    {
        using var shop = new TemporaryRepository();
        shop.Edit(Short, written);

        var refused = Assert.Throws<RefusedException>(() => DigestOf(shop));

        Assert.Contains($"strategy/shop/strategy.yaml:{place}: error {code}:", refused.Message, StringComparison.Ordinal);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_report_says_is_read_back_as_it_was_written()
    {
        using var shop = new TemporaryRepository();
        shop.Live(4);
        var turn = shop.Turn(4);

        var seen = ReportedComparison.Read(shop.Read("reports/shop/comparison.verified.md"))!;

        var judged = turn.Of<Comparison>();
        Assert.Equal((judged.Candidate, "Promote. All gates are open."), (seen.Candidate, seen.Verdict));
        Assert.Equal(
            judged.Gates.Select(gate => new ReportedGate(gate.Gate, gate.Said, ReportedGate.Words(gate.Outcome), gate.Why)),
            seen.Gates
        );
        Assert.Null(ReportedComparison.Read(null));
        Assert.Null(ReportedComparison.Read("no report"));
        Assert.Null(ReportedComparison.Read("# shop: no candidate on 2024-01-06\n\nText.\n")!.Candidate);
        Assert.Equal("2024-01-04", ReportedComparison.Read("# shop: first model, candidate 2024-01-04\n")!.Candidate);
    }

    [Fact]
    public void What_is_open_is_told_by_stakeholder()
    {
        var signOff = new Dictionary<string, Stakeholder>
        {
            ["operations"] = new() { ReliesOn = ["no-worse", "no-creep"], Owners = ["@Org/Ops"] },
            ["fairness"] = new() { ReliesOn = ["no-harm"] },
        };
        var seen = new ReportedComparison(
            "shop",
            "2024-01-05",
            "",
            [new("no-worse", "", "closed", "worse"), new("no-harm", "", "not enough evidence", "few rows")]
        );

        Assert.Equal(
            [
                "operations relies on no-worse, which is closed: worse",
                "operations relies on no-creep, and this comparison has no such gate.",
                "fairness relies on no-harm, which is without enough evidence: few rows",
            ],
            OpenPoints.OfGates(signOff, seen)
        );
        Assert.StartsWith(
            "fairness has no owner.",
            Assert.Single(OpenPoints.OfOwners(signOff, ["@org/ops"], "shop")),
            StringComparison.Ordinal
        );
        Assert.Equal(2, OpenPoints.OfOwners(signOff, [], "shop").Count());
        Assert.Single(OpenPoints.NeverAsked(signOff, CodeOwners.Read("CODEOWNERS", "* @org/ml\n"), "shop"));
        Assert.Empty(OpenPoints.NeverAsked(signOff, CodeOwners.Read("CODEOWNERS", "* @org/ml @org/ops\n"), "shop"));
    }

    private static string DigestOf(TemporaryRepository shop) => shop.Work(place => place.Strategy.Digest);
}
