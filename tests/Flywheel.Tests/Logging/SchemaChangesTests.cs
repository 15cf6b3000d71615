using Flywheel.Logging;
using Flywheel.Monitoring;
using Flywheel.Tests.Infra;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Logging;

/// <summary>A producer that changes its columns is noticed in the turn in which it does, and once.</summary>
public sealed class SchemaChangesTests
{
    [Fact]
    public void New_missing_and_retyped_columns_are_in_the_report_of_the_turn_that_sees_them_first()
    {
        using var repository = new TemporaryRepository();
        repository.Edit("    - missing: { column: items }\n", "    - schema\n    - schema: { except: [ coupon, items, scored_by ] }\n");
        repository.Arrive(4);
        repository.ChangeFile(
            repository.SourceFiles("events")[2],
            "* EXCLUDE (scored_by) REPLACE (CAST(items AS INTEGER) AS items), 'x' AS coupon"
        );
        repository.ChangeFile(
            repository.SourceFiles("events")[3],
            "* EXCLUDE (scored_by) REPLACE (CAST(items AS INTEGER) AS items), 'x' AS coupon"
        );
        var turns = Enumerable
            .Range(1, 4)
            .Select(cycle => (repository.Turn(cycle), Report: repository.Read("reports/shop/monitoring.verified.md")!))
            .ToList();

        Assert.Null(turns[0].Item1.Log().SchemaChanges);
        Assert.Empty(turns[1].Item1.Log().SchemaChanges!);
        Assert.Equal(
            ["events: coupon is new (VARCHAR)", "events: items is INTEGER and was BIGINT", "events: scored_by is missing (VARCHAR)"],
            turns[2].Item1.Log().SchemaChanges!.Select(change => change.ToString())
        );
        Assert.Empty(turns[3].Item1.Log().SchemaChanges!);
        Assert.Equal(
            [false, false, true, false],
            turns.Select(turn => turn.Report.Contains("## Columns that changed", StringComparison.Ordinal))
        );
        Assert.Contains("| events | `items` | retyped | BIGINT | INTEGER |", turns[2].Report, StringComparison.Ordinal);
        Assert.Equal(
            [Outcome.NotEnoughEvidence, Outcome.Ok, Outcome.Bad, Outcome.Ok],
            turns.Select(turn => turn.Item1.Of<MonitoringRecord>().Checks.Single(check => check.Check == "columns as before").Outcome)
        );
        Assert.Equal(
            Outcome.Ok,
            turns[2].Item1.Of<MonitoringRecord>().Checks.Single(check => check.Check.Contains("except", StringComparison.Ordinal)).Outcome
        );
    }

    [Fact]
    public void A_turn_made_again_says_the_same_and_rows_that_all_go_to_quarantine_say_what_they_were()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(3);
        repository.ChangeFile(repository.SourceFiles("events")[1], "* REPLACE ('none' AS amount)");
        repository.Turn(1);
        var first = repository.Turn(2).Log();
        repository.Turn(3);

        var again = repository.Turn(2).Log();

        Assert.Equal((0, repository.Production.OrdersADay), (first.Events, first.Quarantined[$"events: {LandedLines.WrongType}"]));
        Assert.Equal("events: amount is VARCHAR and was DOUBLE", Assert.Single(first.SchemaChanges!).ToString());
        Assert.Equal(first.SchemaChanges, again.SchemaChanges);
    }

    [Fact]
    public void A_change_of_form_is_none_of_columns_and_a_change_within_lines_is()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(3);
        repository.ToLines(i => i > 0);
        var file = repository.SourceFiles("events")[2];
        TemporaryRepository.ChangeFiles(
            $"COPY (SELECT * EXCLUDE (channel) REPLACE (CAST(items AS VARCHAR) AS items), [1] AS basket FROM read_json({Sql.Text(file)})) TO {Sql.Text(file + ".part")} (FORMAT json)"
        );
        File.Move(file + ".part", file, overwrite: true);

        repository.Turn(1);
        var second = repository.Turn(2).Log();
        var third = repository.Turn(3).Log();

        Assert.Empty(second.SchemaChanges!);
        Assert.Equal(
            ["events: basket is new", "events: channel is missing (text)", "events: items is text and was number"],
            third.SchemaChanges!.Select(change => change.ToString())
        );
        Assert.Equal(repository.Production.OrdersADay, third.Events);
    }

    [Fact]
    public void A_column_that_changes_in_the_middle_of_a_cycle_is_new_in_it_and_the_old_one_missing_in_the_next()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(3);
        repository.ChangeFile(repository.SourceFiles("events")[2], "* RENAME (channel AS chanel)");
        var second = repository.SourceFiles("events")[1];
        TemporaryRepository.ChangeFiles(
            $"COPY (SELECT * RENAME (channel AS chanel) FROM read_parquet({Sql.Text(second)}) WHERE order_id % 2 = 0) TO {Sql.Text(second.Replace(".parquet", "-b.parquet", StringComparison.Ordinal))} (FORMAT parquet)"
        );
        repository.ChangeFile(second, "* REPLACE (CASE WHEN order_id % 2 = 0 THEN NULL ELSE order_id END AS order_id)");

        repository.Turn(1);
        var middle = repository.Turn(2).Log().SchemaChanges!;
        var stop = Assert.Throws<RefusedException>(() => repository.Turn(3));

        Assert.Equal("events: chanel is new (VARCHAR)", Assert.Single(middle).ToString());
        Assert.StartsWith(".flywheel/production/shop/events has no column channel;", stop.Message, StringComparison.Ordinal);
    }
}
