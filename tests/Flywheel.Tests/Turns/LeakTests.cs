using Flywheel.Tests.Infra;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Turns;

/// <summary>Training on what was not yet known is the worst bug that a turn could have.</summary>
public sealed class LeakTests
{
    private const int Cycles = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_received_after_a_turn_changes_a_byte_of_it(bool untidy)
    {
        using var known = new TemporaryRepository(untidy);
        known.Live(Cycles);
        using var unknown = new TemporaryRepository();

        for (var cycle = 1; cycle <= Cycles; cycle++)
        {
            // At each of its turns all the future is noise, and another one each time.
            unknown.TakeProductionOf(known);
            Randomise(unknown, unknown.After(cycle));
            unknown.Turn(cycle);
        }

        Same.Files(known.Outputs(), unknown.Outputs());
        Assert.Contains("models/shop/2024-01-06.yaml", known.Tracked().Keys);
    }

    [Fact]
    public void Nor_does_it_where_training_goes_on_from_the_model_in_force_and_learns_a_threshold()
    {
        using var known = Continuing();
        known.Live(Cycles);
        using var unknown = Continuing();

        for (var cycle = 1; cycle <= Cycles; cycle++)
        {
            unknown.TakeProductionOf(known);
            Randomise(unknown, unknown.After(cycle));
            unknown.Turn(cycle);
        }

        Same.Files(known.Outputs(), unknown.Outputs());
        Assert.Contains("continued-from", known.Tracked()["models/shop/2024-01-06.yaml"], StringComparison.Ordinal);

        static TemporaryRepository Continuing()
        {
            var shop = new TemporaryRepository();
            shop.Edit("points: { window: 2d }", "points: { continue: { first: 2d, share: 0.5, replay: 1, reach: 3d } }");
            shop.Edit("rounds: 8,", "rounds: 8, continue-rounds: 3, validation: 6h, calibration: platt, threshold: best-f1,");
            return shop;
        }
    }

    [Fact]
    public void A_store_that_only_ever_saw_another_future_gives_the_same_bytes()
    {
        using var known = new TemporaryRepository(untidy: true);
        known.Live(Cycles - 1);
        var outputs = known.Outputs();
        known.Arrive(Cycles);

        using var unknown = Turned(known, repository => Randomise(repository, repository.After(Cycles - 1)), Cycles - 1);

        Same.Files(outputs, unknown.Outputs());
    }

    [Fact]
    public void A_label_that_says_it_came_before_the_turn_does_change_bytes()
    {
        using var known = new TemporaryRepository();
        known.Live(Cycles);

        using var leaking = Turned(known, repository => ReceiveLabelsEarly(repository, repository.After(Cycles)), Cycles);

        Assert.NotEqual(known.Tracked(), leaking.Tracked());
    }

    [Fact]
    public void Labels_that_arrive_at_once_do_change_bytes()
    {
        using var known = new TemporaryRepository();
        known.Live(Cycles);
        using var atOnce = new TemporaryRepository();
        atOnce.Edit("arrives-after: 6h", "arrives-after: 0d");

        atOnce.Live(Cycles);

        Assert.NotEqual(known.Read("reports/shop/comparison.verified.md"), atOnce.Read("reports/shop/comparison.verified.md"));
        Assert.Equal(Cycles * known.Production.OrdersADay, atOnce.Ask<long>(atOnce.After(Cycles), "SELECT count(returned) FROM log"));
    }

    [Fact]
    public void Labels_whose_arrival_was_not_recorded_arrive_after_the_delay_also_when_they_were_written_ahead()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(3);
        foreach (var file in repository.SourceFiles("labels"))
        {
            repository.ChangeFile(file, "* EXCLUDE (received_at)");
        }

        repository.Turn(2);
        repository.Turn(3);

        var early = repository.Ask<long>(
            repository.After(3),
            "SELECT count(*) FROM log WHERE returned IS NOT NULL AND label_received_at < ordered_at + INTERVAL 6 HOUR"
        );
        var visible = repository.Ask<long>(repository.After(3), "SELECT count(returned) FROM log");
        Assert.Equal(0, early);
        Assert.Equal((3 * repository.Production.OrdersADay) - (repository.Production.OrdersADay / 4) + 1, visible);
    }

    /// <summary>A fresh repository with another one's production, changed, and every cycle turned.</summary>
    private static TemporaryRepository Turned(TemporaryRepository history, Action<TemporaryRepository> change, int cycles)
    {
        var repository = new TemporaryRepository();
        repository.TakeProductionOf(history);
        change(repository);
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            repository.Turn(cycle);
        }

        return repository;
    }

    /// <summary>Makes noise of every value that was received after a time; rows stay where they stand in their files.</summary>
    private static void Randomise(TemporaryRepository repository, DateTime after)
    {
        var future = $"received_at > {Sql.Time(after)}";
        foreach (var file in repository.SourceFiles("events"))
        {
            repository.ChangeFile(
                file,
                $"""
                * REPLACE (
                    order_id + CAST(CASE WHEN {future} AND order_id % 10 = 0 THEN 5000000 ELSE 0 END AS BIGINT) AS order_id,
                    CASE WHEN {future} THEN ordered_at + to_seconds(CAST(20000 * random() AS BIGINT) - 10000) ELSE ordered_at END AS ordered_at,
                    CASE WHEN {future} THEN 1000 * random() - 200 ELSE amount END AS amount,
                    CASE WHEN {future} THEN CAST(9 * random() AS BIGINT) ELSE items END AS items,
                    CASE WHEN {future} THEN 'elsewhere' ELSE channel END AS channel,
                    CASE WHEN {future} THEN random() ELSE score END AS score,
                    CASE WHEN {future} THEN received_at + to_seconds(CAST(50000 * random() AS BIGINT)) ELSE received_at END AS received_at)
                """
            );
        }

        foreach (var file in repository.SourceFiles("labels"))
        {
            repository.ChangeFile(
                file,
                $"""
                * REPLACE (
                    CASE WHEN {future} THEN 1 - returned ELSE returned END AS returned,
                    CASE WHEN {future} THEN received_at + to_seconds(CAST(50000 * random() AS BIGINT)) ELSE received_at END AS received_at)
                """
            );
        }

        foreach (var file in repository.SourceFiles("feedback"))
        {
            repository.ChangeFile(file, $"* REPLACE (CASE WHEN {future} THEN NOT complaint ELSE complaint END AS complaint)");
        }
    }

    private static void ReceiveLabelsEarly(TemporaryRepository repository, DateTime after)
    {
        foreach (var file in repository.SourceFiles("labels"))
        {
            repository.ChangeFile(file, $"* REPLACE (least(received_at, {Sql.Time(after)}) AS received_at)");
        }
    }
}
