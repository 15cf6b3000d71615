using Flywheel.Tests.Infra;
using Flywheel.Warehouse;

namespace Flywheel.Tests.Warehouse;

public sealed class PackedFlagsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(62)]
    [InlineData(130)]
    public void Each_condition_is_read_as_it_was(int conditions)
    {
        using var memory = new InMemory();
        var flags = new PackedFlags([.. Enumerable.Range(0, conditions).Select(i => $"x = {i} OR x = {i + 1}")]);

        var table = memory.Database.Table($"SELECT x{flags.Select} FROM range(200) AS t(x) ORDER BY x");

        for (var i = 0; i < conditions; i++)
        {
            var at = i;
            Assert.Equal([.. Enumerable.Range(0, 200).Select(x => x == at || x == at + 1)], Read(flags, table, i));
        }
    }

    [Fact]
    public void An_unknown_condition_is_false()
    {
        using var memory = new InMemory();
        var flags = new PackedFlags(["x > 1"]);

        var table = memory.Database.Table($"SELECT x{flags.Select} FROM (VALUES (1), (NULL), (2)) AS t(x)");

        Assert.Equal([false, false, true], Read(flags, table, 0));
    }

    private static bool[] Read(PackedFlags flags, ColumnTable table, int condition)
    {
        var bits = Enumerable.Range(0, flags.Columns).Select(column => table.Wholes($"flags{column}")).ToList();
        return [.. Enumerable.Range(0, table.Rows).Select(row => flags.True([.. bits.Select(of => of[row])]).Contains(condition))];
    }
}
