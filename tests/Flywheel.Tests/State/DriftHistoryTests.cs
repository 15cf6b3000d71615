using Flywheel.State;

namespace Flywheel.Tests.State;

public sealed class DriftHistoryTests
{
    private static readonly DriftRow[] _rows =
    [
        new(new(2001, 2, 12), "score", "psi", 0.0123),
        new(new(2001, 2, 5), "origin", "jensen-shannon", 0.03),
        new(new(2001, 2, 5), "score", "psi", 1.5),
    ];

    [Fact]
    public void Rows_before_a_time_come_back_in_order_of_time()
    {
        Assert.Equal([_rows[1], _rows[2], _rows[0]], DriftHistory.Before(new(2001, 3, 1), Files(DriftHistory.Write(_rows)), "flights"));
        Assert.Equal([_rows[1], _rows[2]], DriftHistory.Before(new(2001, 2, 12), Files(DriftHistory.Write(_rows)), "flights"));
    }

    [Fact]
    public void Values_are_written_to_four_decimals()
    {
        Assert.Equal(
            "as-of,column,distance,value\n2001-02-05,score,psi,0.1235\n",
            DriftHistory.Write([new(new(2001, 2, 5), "score", "psi", 0.123456)])
        );
    }

    [Fact]
    public void Without_a_file_there_are_no_rows()
    {
        Assert.Empty(DriftHistory.Before(new(2001, 3, 1), new FilesInMemory(new FilesInMemory(null!)), "flights"));
    }

    [Theory]
    [InlineData("2001-02-05,score,psi", 2)]
    [InlineData("2001-02-31,score,psi,0.1", 2)]
    [InlineData("2001-02-05,score,psi,much", 2)]
    [InlineData("2001-02-05,score,psi,0.1\n\n2001-02-05,score,psi,0.1", 3)]
    public void A_broken_line_is_named_with_its_number_and_its_cure(string lines, int number)
    {
        var refused = Assert.Throws<RefusedException>(() =>
            DriftHistory.Before(new(2001, 3, 1), Files($"as-of,column,distance,value\n{lines}\n"), "flights")
        );

        Assert.Equal(ExitCode.Mistake, refused.Code);
        Assert.Equal(
            $"reports/flights/drift.csv:{number}: the drift history cannot be read: a line has a time, a column, a distance and a number. Take it from git again: git checkout -- reports/flights/drift.csv",
            refused.Message
        );
    }

    [Fact]
    public void A_file_whose_first_line_was_lost_is_refused_rather_than_read_without_its_first_row()
    {
        var refused = Assert.Throws<RefusedException>(() =>
            DriftHistory.Before(new(2001, 3, 1), Files("2001-02-05,score,psi,0.1\n"), "flights")
        );

        Assert.StartsWith("reports/flights/drift.csv:1: ", refused.Message, StringComparison.Ordinal);
    }

    private static FilesInMemory Files(string text)
    {
        var files = new FilesInMemory(new FilesInMemory(null!));
        files.Write(DriftHistory.Path("flights"), text);
        return files;
    }
}
