using Flywheel.Datasets;
using Flywheel.State;

namespace Flywheel.Tests.Datasets;

public sealed class WideManifestTests
{
    [Fact]
    public void A_manifest_of_very_many_columns_is_larger_than_a_strategy_may_be_and_is_read_again()
    {
        var values = new ColumnValues
        {
            Missing = 12_345,
            Distinct = 67_890,
            Least = "-1234567.0123456789",
            Most = "1234567.0123456789",
        };
        var wide = new DatasetManifest
        {
            Model = "wide",
            Version = "2024-01-08",
            AsOf = "2024-01-08",
            Points = "all",
            From = "2024-01-01",
            To = "2024-01-08",
            Rows = 1,
            Digest = new('a', 64),
            Role = "training",
            HoldOut = new()
            {
                From = "2024-01-08",
                To = "2024-01-09",
                Rows = 1,
                Digest = new('b', 64),
            },
            Columns = Enumerable.Range(0, 10_000).ToDictionary(i => $"measurement_{i}", _ => values),
        };

        var text = wide.Write();
        var read = Documents.Read<DatasetManifest>("datasets/wide/2024-01-08.yaml", text);

        Assert.InRange(text.Length, 1 << 20, 2 << 20);
        Assert.Equal(wide.Columns, read.Columns);
    }
}
