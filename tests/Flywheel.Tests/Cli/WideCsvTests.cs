using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Cli;

/// <summary>A CSV file of very many columns is monitored after two commands, as a narrow one is.</summary>
public sealed class WideCsvTests : IDisposable
{
    private const int Columns = 600;

    private readonly TemporaryRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Theory]
    [InlineData(',', "plain")]
    [InlineData(';', "in, two")]
    // Here quote and escape could be others than usual, and DuckDB is asked.
    [InlineData(',', "it's")]
    public void A_wide_file_is_monitored_whatever_parts_its_columns(char delimiter, string note)
    {
        repository.Write("wide.csv", Text(delimiter, note));

        var said = repository.Flywheel("new", "wide", "--from", "wide.csv");

        Assert.True(said.Code == 0, said.Error);
        var strategy = repository.Read("strategy/wide/strategy.yaml")!;
        Assert.Contains($"    f{Columns - 1}: double\n", strategy, StringComparison.Ordinal);
        Assert.Contains("  note: { categorical: note }\n", strategy, StringComparison.Ordinal);

        var turned = repository.Flywheel("loop", "wide", "--as-of", "2024-01-06", "--assume-merged");

        Assert.True(turned.Code is 0 or 1 or 4, turned.Error);
        Assert.Contains("columns are at", repository.Read("reports/wide/monitoring.verified.md"), StringComparison.Ordinal);
        Assert.Contains($",f{Columns - 1},psi,", repository.Read("reports/wide/drift.csv"), StringComparison.Ordinal);
    }

    /// <summary>Five days, an event an hour.</summary>
    private static string Text(char delimiter, string note)
    {
        var random = new Lcg(1);
        var rows = Enumerable
            .Range(0, 120)
            .Select(hour =>
            {
                var time = new DateTime(2024, 1, 1).AddHours(hour).ToString("yyyy-MM-dd HH:mm:ss", null);
                var measured = Enumerable.Range(0, Columns).Select(_ => random.Next().ToString("0.0000", null));
                return string.Join(
                    delimiter,
                    [.. new[] { $"{hour}", time, "0.5", $"{hour % 2}", hour % 3 == 0 ? $"\"{note}\"" : "other" }, .. measured]
                );
            });
        var head = string.Join(
            delimiter,
            ["event_id", "happened_at", "score", "label", "note", .. Enumerable.Range(0, Columns).Select(i => $"f{i}")]
        );
        return $"{head}\n{string.Join('\n', rows)}\n";
    }
}
