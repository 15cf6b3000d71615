using Flywheel.Logging;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Logging;

/// <summary>Lines of many columns, whose values are taken as they come where the lines have the same keys.</summary>
public sealed class WideLinesTests
{
    private const int Columns = 70;

    private static readonly string[] _values =
    [
        "1",
        "1.50",
        "-0",
        "1e3",
        "12345678901234567890123",
        "0.1",
        "true",
        "null",
        "\"text\"",
        "\"\"",
        "\"7\"",
        "\"\\u00e9 \\\" \\\\ \\n\"",
        "[1, 2]",
        "{\"a\":1}",
    ];

    [Theory]
    [InlineData("integer")]
    [InlineData("double")]
    [InlineData("text")]
    [InlineData("boolean")]
    public void A_line_is_read_as_if_each_column_were_looked_for(string type)
    {
        using var repository = new TemporaryRepository();
        repository.Edit(
            "    amount: double\n",
            $"    amount: double\n{string.Concat(Enumerable.Range(0, Columns).Select(i => $"    wide{i}: {type}\n"))}"
        );
        string[] lines =
        [
            .. Enumerable.Range(0, 3 * _values.Length).Select(row => Line(row, Enumerable.Range(0, Columns))),
            // Other orders, fewer keys, unknown ones, one that comes twice, and no keys at all.
            Line(100, Enumerable.Range(0, Columns).Reverse()),
            Line(101, Enumerable.Range(0, 10)),
            Line(102, Enumerable.Range(0, 3 * Columns)),
            Line(103, Enumerable.Range(0, Columns).Append(3)),
            "{}",
            "[]",
        ];

        var alike = Landed(repository, [.. lines]);

        // After a line that is no object nothing is known of the keys of a block.
        Assert.Equal(alike, Landed(repository, ["no object", .. lines]).Skip(1));
        Assert.Equal(lines.Length, alike.Count);
        Assert.True(alike.Distinct().Count() > 3);
    }

    private static string Line(int row, IEnumerable<int> columns) =>
        $$"""{"order_id":{{row}},"ordered_at":"2024-01-01",{{string.Join(',', columns.Select(i => $"\"wide{i}\":{_values[(row + (i / 5)) % _values.Length]}"))}}}""";

    private static IReadOnlyList<string> Landed(TemporaryRepository repository, string[] lines)
    {
        var path = repository.PathOf("wide.jsonl");
        File.WriteAllLines(path, lines);
        return repository.Work(place =>
        {
            new LandedLines(place.Workplace.Database, place.Strategy, Partitions.Events).Land([(path, "wide.jsonl")]);
            var values = Enumerable
                .Range(0, Columns)
                .Select(i => $"wide{i}")
                .Concat(["order_id", "ordered_at", "fault"])
                .Select(column => $"coalesce(CAST({column} AS VARCHAR), 'none')");
            return place.Workplace.Database.Rows<string>(
                $"SELECT concat_ws('|', {string.Join(", ", values)}) FROM landed ORDER BY source_row"
            );
        });
    }
}
