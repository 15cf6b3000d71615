using System.Data.Common;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Counting;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring.Counting;

public sealed class WindowCountsTests : IDisposable
{
    private readonly InMemory memory = new();

    public WindowCountsTests() =>
        memory.Database.Execute("CREATE TABLE log AS SELECT range AS i, CASE WHEN range % 3 = 0 THEN range END AS x FROM range(500)");

    public void Dispose() => memory.Dispose();

    [Fact]
    public void Conditions_that_were_told_are_what_each_is_alone_and_so_is_another()
    {
        var window = new Slice(memory.Database, "i < 400");
        var told = Enumerable.Range(0, 250).Select(n => $"x > {n}").Append("x IS NULL").ToList();

        var counts = new WindowCounts(window, [.. told, .. told]);

        Assert.All(told, condition => Assert.Equal(window.Count(condition), counts.Of(condition)));
        Assert.Equal((266, 134), (counts.Of("x IS NULL"), counts.Of("x IS NOT NULL")));
    }

    [Fact]
    public void What_was_told_is_counted_once_and_before_it_is_asked_for_nothing_is()
    {
        var counts = new WindowCounts(new(memory.Database, "TRUE"), ["x > 7", "x > 8"]);
        memory.Database.Execute("DELETE FROM log WHERE i >= 100");
        var before = counts.Of("x > 7");
        memory.Database.Execute("DELETE FROM log");

        Assert.Equal((31, 31), (before, counts.Of("x > 8")));
        Assert.Equal(0, counts.Of("x > 9"));
    }

    [Fact]
    public void A_condition_that_cannot_be_counted_is_told_with_its_statement()
    {
        var counts = new WindowCounts(new(memory.Database, "TRUE"), ["nothing > 7"]);

        Assert.Contains("nothing", Assert.ThrowsAny<DbException>(() => counts.Of("nothing > 7")).Message, StringComparison.Ordinal);
    }
}
