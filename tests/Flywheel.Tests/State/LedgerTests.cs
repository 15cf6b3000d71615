using Flywheel.State;
using Flywheel.Tests.DuckDb;

namespace Flywheel.Tests.State;

public sealed class LedgerTests
{
    private static readonly LedgerRow _full = new()
    {
        AsOf = new(2001, 2, 5),
        InForce = "2001-01-29",
        Events = 115_041,
        Labelled = 98_000,
        LabelShare = 0.19,
        Metric = "auc",
        Value = 0.6543,
        Low = 0.6,
        High = 0.7,
        Alarms = 2,
        Trigger = "yes",
        Reason = "7d since the training, \"due\" after 7d",
        Candidate = "2001-02-05",
        Difference = -0.00125,
        DifferenceLow = -0.01,
        DifferenceHigh = 0.0075,
        Realised = 0.0042,
        Decision = "promote",
        Next = "2001-02-05",
        Curated = 115_041,
        LabelCost = 12.5,
        Cost = 87.5,
        Strategy = "0123456789ab",
    };

    private static readonly LedgerRow _bare = new()
    {
        AsOf = new(2001, 1, 29, 6, 30, 0),
        Events = 0,
        Labelled = 0,
        Alarms = 0,
        Trigger = "unknown",
        Reason = "",
        Decision = "no-candidate",
        Curated = 0,
        LabelCost = 0,
        Strategy = "",
    };

    [Fact]
    public void Rows_come_back_as_they_were_in_order_of_time()
    {
        var read = Ledger.Read(Ledger.Write([_full, _bare]), "reports/flights/ledger.csv");

        Assert.Equal([_bare, _full], read);
    }

    [Fact]
    public void A_row_is_one_line_with_quotes_only_where_they_are_needed()
    {
        var lines = Ledger.Write([_full]).Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.Equal(
            "2001-02-05,2001-01-29,115041,98000,0.19000,auc,0.65430,0.60000,0.70000,2,yes,\"7d since the training, \"\"due\"\" after 7d\","
                + "2001-02-05,-0.00125,-0.01000,0.00750,0.00420,promote,2001-02-05,115041,12.5,87.5,0123456789ab",
            lines[1]
        );
        Assert.Equal("", lines[2]);
    }

    [Theory]
    [InlineData("two\nlines", "two lines")]
    [InlineData("two\r\nlines", "two lines")]
    [InlineData("two\rlines", "two lines")]
    [InlineData("a\u2028b", "a b")]
    public void A_reason_of_several_lines_stays_on_one_through_the_disk(string reason, string expected)
    {
        using var folder = new TemporaryFolder();
        var tree = new WorkingTree(folder.Path);
        tree.Write(Ledger.Path("flights"), Ledger.Write([_full with { Reason = reason }]));

        var read = Ledger.Read(tree.Read(Ledger.Path("flights")), Ledger.Path("flights"));

        Assert.Equal(expected, Assert.Single(read).Reason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_file_there_are_no_rows(string? text)
    {
        Assert.Empty(Ledger.Read(text, "ledger.csv"));
        Assert.Empty(Ledger.Read(Ledger.Write([]), "ledger.csv"));
    }

    [Fact]
    public void A_wrong_first_line_is_named_with_its_cure()
    {
        var refused = Assert.Throws<RefusedException>(() => Ledger.Read("as-of,events\n", "reports/flights/ledger.csv"));

        Assert.Equal(ExitCode.Mistake, refused.Code);
        Assert.Equal(
            "reports/flights/ledger.csv:1: the ledger cannot be read: its first line does not name the ledger's columns. "
                + "Take it from git again: git checkout -- reports/flights/ledger.csv",
            refused.Message
        );
    }

    [Theory]
    [InlineData("115041,98000", "115041,98000,7", "it has 24 fields and the ledger 23")]
    [InlineData("115041,98000", "115041", "it has 22 fields and the ledger 23")]
    [InlineData("\"7d since", "7d since", "")]
    [InlineData("115041,98000", "many,98000", "'many'")]
    [InlineData("115041,98000", "99999999999999999999,98000", "")]
    [InlineData("2001-02-05,2001-01-29", "2001-02-31,2001-01-29", "'2001-02-31'")]
    [InlineData("0.65430", "half", "'half'")]
    public void A_broken_line_is_named_with_its_number_its_trouble_and_its_cure(string from, string to, string trouble)
    {
        var lines = Ledger.Write([_bare, _full]).Split('\n');
        lines[2] = lines[2].Replace(from, to, StringComparison.Ordinal);

        var refused = Assert.Throws<RefusedException>(() => Ledger.Read(string.Join('\n', lines), "l.csv"));

        Assert.Equal(ExitCode.Mistake, refused.Code);
        Assert.StartsWith("l.csv:3: the ledger cannot be read: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(trouble, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Take it from git again: git checkout -- l.csv", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_alone_stands_for_midnight()
    {
        Assert.Equal("2001-02-05", Ledger.Day(new(2001, 2, 5)));
        Assert.Equal("2001-02-05T06:30:01", Ledger.Day(new(2001, 2, 5, 6, 30, 1)));
    }
}
