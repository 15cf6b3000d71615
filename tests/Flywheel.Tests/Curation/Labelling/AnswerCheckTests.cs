using Flywheel.Curation;
using Flywheel.Curation.Labelling;
using Flywheel.Metrics;
using Flywheel.Tests.DuckDb;
using Flywheel.Tests.Infra;
using Flywheel.Yaml;

namespace Flywheel.Tests.Curation.Labelling;

/// <summary>Files of labels as people and programs write them: what can be understood is, and what cannot is told by line.</summary>
public sealed class AnswerCheckTests : IDisposable
{
    private static readonly HashSet<string> _asked = ["1000", "1001", "1002", "12300000000"];
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("order_id,returned,signed_by\n1000,1,\n1001,0,\n")]
    [InlineData("\uFEFForder_id;returned;signed_by\r\n1000;1;\r\n1001;0;\r\n")]
    [InlineData("sep=;\r\norder_id;returned\r\n1000;1\r\n1001;0\r\n")]
    [InlineData("order_id\treturned\n1000\t1\n1001\t0")]
    [InlineData("Order_ID,RETURNED,,,\n1000.0,1.0,,,\n\"1001\",\"0\",,,\n,,,,\n")]
    [InlineData("note,order_id,returned\n\"two\nlines, \"\"quoted\"\"\",1000,1\nx, 1001 ,0\n")]
    public void Dialects_of_spreadsheets_say_the_same(string text)
    {
        var (good, faults, _) = Read(text);

        Assert.Empty(faults);
        Assert.Equal([("1000", "1"), ("1001", "0")], good.Select(answer => (answer.Id, answer.Label)));
    }

    [Theory]
    [InlineData("1.23E+10,1", "labels.csv:2:1: error FW0455: The order_id '1.23E+10' is not the one that was asked about.")]
    [InlineData("\"1,23E+10\",1", "labels.csv:2:1: error FW0455")]
    [InlineData("5000,1", "labels.csv:2:1: error FW0453: No event has the order_id '5000'.")]
    [InlineData("1003,1", "labels.csv:2:1: error FW0454: Nobody was asked about the order_id '1003'.")]
    [InlineData("\"1,000\",1", "labels.csv:2:1: error FW0453: No event has the order_id '1,000'.")]
    [InlineData(",1", "labels.csv:2:1: error FW0453: The row has a label and no order_id.")]
    [InlineData("1000,yes", "labels.csv:2:1: error FW0456: 'yes' is no returned. It is 1 or 0. Write one of the two;")]
    [InlineData("1000,2", "labels.csv:2:1: error FW0456: '2' is no returned.")]
    [InlineData("1000,1,ann,odd", "labels.csv:2:1: error FW0452: The row has 4 fields, and the header 3.")]
    [InlineData("1000,1,a/b", "labels.csv:2:1: error FW0458")]
    [InlineData("\"1000,1\n1001,0", "labels.csv:2:1: error FW0452: A quote is opened in this row and never closed.")]
    public void A_row_that_is_wrong_is_told_by_its_line_and_the_others_are_good(string row, string said)
    {
        var (good, faults, _) = Read($"order_id,returned,signed_by\n{row}\n");
        var (others, _, _) = Read($"order_id,returned,signed_by\n1002,0,\n{row}\n");

        Assert.StartsWith(said, Assert.Single(faults).ToString(), StringComparison.Ordinal);
        Assert.Empty(good);
        Assert.Equal("1002", Assert.Single(others).Id);
    }

    [Fact]
    public void What_is_written_twice_counts_once_and_what_contradicts_itself_does_not_count()
    {
        var (good, faults, check) = Read("order_id,returned,signed_by\n1000,1,\n1000,1,\n1001,1,\n1001,0,\n1002,1,ann\n1002,0,bob\n");

        Assert.Equal(
            [("1000", "human-queue"), ("1002", "human-queue/ann"), ("1002", "human-queue/bob")],
            good.Select(answer => (answer.Id, answer.Signed))
        );
        Assert.Equal(1, check!.Repeated);
        Assert.StartsWith(
            "labels.csv:5:1: error FW0457: 1001 is 0 here, and 1 in line 4.",
            Assert.Single(faults).ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_question_mark_abstains_and_an_empty_label_is_not_filled_in()
    {
        var (good, faults, check) = Read("order_id,returned\n1000,?\n1001,\n");

        Assert.Empty(faults);
        Assert.Null(Assert.Single(good).Label);
        Assert.Equal(1, check!.Unanswered);
    }

    [Theory]
    [InlineData("order_id,verdict\n1000,1\n", "error FW0451: No column is called 'returned'. The header has order_id, verdict.")]
    [InlineData("", "error FW0451: The file has no row.")]
    public void A_file_without_its_columns_is_told_as_a_whole(string text, string said) =>
        Assert.Contains(said, Assert.Single(Read(text).Faults).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_told()
    {
        File.WriteAllBytes(folder.File("labels.csv"), [.. "order_id,returned\n1000,"u8, 0xE9]);

        Assert.StartsWith(
            "labels.csv:1:1: error FW0451: The file holds bytes that are not UTF-8.",
            Assert.Single(Read(null).Faults).ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_last_line_that_may_be_cut_off_counts_only_with_its_end()
    {
        var (good, faults, _) = Read("order_id,returned\n1000,1\n1001,", mayBeCutOff: true);
        var (whole, _, _) = Read("order_id,returned\n1000,1\n1001,0\n", mayBeCutOff: true);

        Assert.Empty(faults);
        Assert.Equal("1000", Assert.Single(good).Id);
        Assert.Equal(2, whole.Count);
    }

    [Fact]
    public void JSON_lines_are_read_alike()
    {
        var (good, faults, _) = Read(
            """
            {"order_id": 1000, "returned": 1}
            {"order_id": "1001", "returned": "0", "signed_by": "ann"}
            {"order_id": 1002, "returned": null}
            [1002, 1]
            {"order_id": 10
            """,
            format: PointsFormat.Jsonl
        );

        Assert.Equal([("1000", "1"), ("1001", "0")], good.Select(answer => (answer.Id, answer.Label)));
        Assert.Equal([4, 5], faults.Select(fault => fault.At.Line));
    }

    [Theory]
    [InlineData("order_id;returned\n1000;12,5\n", "12.5")]
    [InlineData("order_id,returned\n1000,-3e2\n", "-300")]
    public void Numbers_are_read_with_the_comma_that_fits_the_separator(string text, string label) =>
        Assert.Equal(label, Assert.Single(Read(text, task: ModelTask.Regression).Good).Label);

    [Fact]
    public void A_class_is_known_however_its_first_letter_is_written()
    {
        var (good, faults, _) = Read("order_id,returned\n1000,Kept\n1001,refunde\n", task: ModelTask.Multiclass);

        Assert.Equal("kept", Assert.Single(good).Label);
        Assert.Contains(
            "There are: kept, swapped, refunded. Did you mean 'refunded'?",
            Assert.Single(faults).ToString(),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => folder.Dispose();

    private (IReadOnlyList<GoodAnswer> Good, IReadOnlyList<Fault> Faults, AnswerCheck? Check) Read(
        string? text,
        bool mayBeCutOff = false,
        PointsFormat format = PointsFormat.Csv,
        ModelTask task = ModelTask.Binary
    )
    {
        using var repository = new TemporaryRepository(task: task);
        return repository.Work<(IReadOnlyList<GoodAnswer>, IReadOnlyList<Fault>, AnswerCheck?)>(place =>
        {
            if (text is not null)
            {
                File.WriteAllText(folder.File("labels.csv"), text);
            }

            var faults = new List<Fault>();
            var read = new AnswerFile(place.Strategy, "labels.csv", faults);
            var answers = read.Read(folder.File("labels.csv"), format, mayBeCutOff);
            var check = new AnswerCheck(
                place.Strategy,
                "human-queue",
                "labels.csv",
                _asked,
                ids => ids.Where(id => id == "1003").ToHashSet(),
                read.HasDecimalCommas,
                faults
            );
            return (check.Good(answers), faults, check);
        });
    }
}
