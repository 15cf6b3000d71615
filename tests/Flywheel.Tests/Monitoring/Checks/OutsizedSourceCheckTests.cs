using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;

namespace Flywheel.Tests.Monitoring.Checks;

public sealed class OutsizedSourceCheckTests
{
    private const string Check = "outsized-source: { source: destination, moves: 0.02 }";

    [Theory]
    [InlineData("0.2", Outcome.Ok, "5 sources gave 1400 labels, D")]
    [InlineData("CASE destination WHEN 'D3' THEN 0.6 ELSE 0.2 END", Outcome.Bad, "without D3 they move by -0.0")]
    [InlineData("CASE destination WHEN 'D3' THEN 0.345 ELSE 0.2 END", Outcome.NotEnoughEvidence, "which may be chance")]
    public void A_source_that_moves_the_share_of_positives_is_named(string late, Outcome outcome, string said)
    {
        using var log = new SourceLog().With(7000, late);

        var verdict = log.Judge(Check);

        Assert.True(outcome == verdict.Outcome, verdict.Why);
        Assert.Contains(said, verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_gives_too_many_is_bad_although_it_moves_nothing()
    {
        using var log = new SourceLog().With(7000, "0.2", destination: "CASE WHEN i % 10 < 7 THEN 'D0' ELSE 'D1' END");

        var verdict = log.Judge("outsized-source: { source: destination, at-most: 0.6, moves: 0.5 }");

        Assert.Equal((Outcome.Bad, "2 sources gave 1400 labels, D0 the most (70%)"), (verdict.Outcome, verdict.Why));
    }

    [Fact]
    public void Complaints_are_shared_out_by_who_complains()
    {
        using var log = new SourceLog().With(7000, "0.2", complaint: "CASE destination WHEN 'D1' THEN 0.3 ELSE 0.02 END");

        var verdict = log.Judge("outsized-source: { source: destination, of: complaints, at-most: 0.5 }");

        Assert.Equal(Outcome.Bad, verdict.Outcome);
        Assert.Contains("complaints, D1 the most (", verdict.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM log WHERE flight_id % 250 > 0", "28 labels in the window, 30 are needed")]
    [InlineData("UPDATE log SET late = NULL", "0 labels in the window, 30 are needed")]
    public void Few_labels_say_nothing(string change, string said)
    {
        using var log = new SourceLog().With(35000, "0.2").Change(change);

        var verdict = log.Judge(Check);

        Assert.Equal((Outcome.NotEnoughEvidence, said), (verdict.Outcome, verdict.Why));
    }

    [Fact]
    public void A_source_without_a_name_is_one_too_and_one_alone_cannot_be_left_out()
    {
        using var nobody = new SourceLog().With(7000, "0.2", destination: "CASE WHEN i % 10 > 0 THEN NULL ELSE 'D1' END");
        using var one = new SourceLog().With(7000, "0.2", destination: "'D1'");

        Assert.Contains("(none) the most (90%)", nobody.Judge(Check).Why, StringComparison.Ordinal);
        var alone = one.Judge("outsized-source: { source: destination, at-most: 1 }");
        Assert.Equal(Outcome.Ok, alone.Outcome);
    }

    /// <remarks>Sources of 3 rows in clusters {1, 0 | 1} and of 2 in {0 | 0}: ȳ is 2/5, without the first 0; by hand below.</remarks>
    [Fact]
    public void The_influence_of_a_cluster_is_that_of_its_rows()
    {
        using var log = new SourceLog().Change(
            """
            INSERT INTO log SELECT i, TIMESTAMP '2001-06-05' + to_days(CAST(c AS INTEGER)), 1, 'ATL', s, 0.5, y, FALSE, TIMESTAMP '2001-06-05' + to_days(CAST(c AS INTEGER))
            FROM (VALUES (1, 0, 'A', 1), (2, 0, 'A', 0), (3, 1, 'A', 1), (4, 0, 'B', 0), (5, 1, 'B', 0)) AS rows(i, c, s, y)
            """
        );
        var strategy = SourceLog.Strategy(Check);
        var totals = SourceTotals.Read(
            log.Seen(strategy),
            ((OutsizedSourceCheck)strategy.Main.Monitoring.Observe[0]).Source,
            GivenBack.Labels
        );

        var without = totals.Without(0);

        // Rows of A: -(y - .4) / 5 = -.12, .08, -.12. Rows of B: (0 - 0) / 2 - (0 - .4) / 5 = .08 each.
        Assert.Equal(-0.4, without.Value, 12);
        Assert.Equal(0.04, without.ByCluster[0], 12);
        Assert.Equal(-0.04, without.ByCluster[1], 12);
        Assert.Equal((2 * 0.12 * 0.12) + (3 * 0.08 * 0.08), without.RowVariance, 12);
    }

    /// <remarks>400 draws tell a standard deviation within 3.5 %; 14 % is four times that.</remarks>
    [Fact]
    public void The_standard_error_is_what_the_move_varies_by()
    {
        const int Draws = 400;
        var (moves, variances) = (new List<double>(), new List<double>());
        var strategy = SourceLog.Strategy(Check);
        var source = ((OutsizedSourceCheck)strategy.Main.Monitoring.Observe[0]).Source;
        for (var draw = 0; draw < Draws; draw++)
        {
            using var log = new SourceLog()
                .With(1500, $"0.3 + 0 * u('{draw}', i)")
                .Change($"UPDATE log SET late = CAST(u('late{draw}', flight_id) < 0.3 AS BIGINT), cluster = departs_at");
            var without = SourceTotals.Read(log.Seen(strategy), source, GivenBack.Labels).Without(0);
            moves.Add(without.Value);
            variances.Add(without.ByCluster.Sum(influence => influence * influence));
        }

        var deviation = Math.Sqrt(moves.Sum(move => move * move) / Draws);
        Assert.InRange(Math.Sqrt(variances.Average()) / deviation, 0.86, 1.14);
    }
}
