using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Tests.OfflineTesting.Gates;

namespace Flywheel.Tests.OfflineTesting;

public sealed class DecisionsTests
{
    [Theory]
    [InlineData("o", "promote")]
    [InlineData("oo", "promote")]
    [InlineData("c", "refuse")]
    [InlineData("co", "refuse")]
    [InlineData("cu", "refuse")]
    [InlineData("uc", "refuse")]
    [InlineData("ouc", "refuse")]
    [InlineData("u", "not-enough-evidence")]
    [InlineData("ou", "not-enough-evidence")]
    [InlineData("uu", "not-enough-evidence")]
    public void Only_open_gates_promote_and_one_closed_gate_refuses(string gates, string decision)
    {
        Assert.Equal(decision, Decisions.Of(Seen.Of(), Results(gates)).Decision);
    }

    [Fact]
    public void The_reason_names_the_gates_that_decided()
    {
        Assert.Equal("gate-c: said c; gate-c: said c.", Decisions.Of(Seen.Of(), Results("cuoc")).Why);
        Assert.Equal("gate-u: said u.", Decisions.Of(Seen.Of(), Results("ou")).Why);
        Assert.Equal("All gates are open.", Decisions.Of(Seen.Of(), Results("oo")).Why);
    }

    [Fact]
    public void A_first_model_is_told_as_such()
    {
        var first = Seen.Of() with { Current = null };

        Assert.Equal((Decisions.Promote, "All gates for a first model are open."), Decisions.Of(first, Results("o")));
    }

    [Fact]
    public void Without_a_gate_every_candidate_is_promoted_and_it_is_said()
    {
        Assert.Equal((Decisions.Promote, "The strategy has no gate: every candidate is promoted."), Decisions.Of(Seen.Of(), []));
    }

    private static List<GateResult> Results(string gates) =>
        [
            .. gates.Select(gate => new GateResult(
                $"gate-{gate}",
                "",
                gate switch
                {
                    'o' => GateOutcome.Open,
                    'c' => GateOutcome.Closed,
                    _ => GateOutcome.NotEnoughEvidence,
                },
                $"said {gate}"
            )),
        ];
}
