using Flywheel.Datasets;

namespace Flywheel.Tests.Datasets;

public sealed class EvaluationSetVersionTests
{
    [Theory]
    [InlineData("v1", 1, 0, 0)]
    [InlineData("v12", 12, 0, 0)]
    [InlineData("v1.2", 1, 2, 0)]
    [InlineData("v1.0.3", 1, 0, 3)]
    [InlineData("v3.10.12", 3, 10, 12)]
    public void A_version_reads_back_as_it_is_written(string text, int major, int minor, int patch)
    {
        var version = EvaluationSetVersion.Parse(text);

        Assert.Equal(new EvaluationSetVersion(major, minor, patch), version);
        Assert.Equal(text, version!.Value.Text);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("v0")]
    [InlineData("v01")]
    [InlineData("v1.0")]
    [InlineData("v1.2.0")]
    [InlineData("v1.2.3.4")]
    [InlineData("v1.x")]
    [InlineData("v99999999999")]
    [InlineData("")]
    public void One_version_has_one_spelling(string text)
    {
        Assert.Null(EvaluationSetVersion.Parse(text));
    }

    [Theory]
    [InlineData("v1.2.1", SetChange.Words, "v1.2.2")]
    [InlineData("v1.2.1", SetChange.Added, "v1.3")]
    [InlineData("v1.2.1", SetChange.Replaced, "v4")]
    [InlineData("v1", SetChange.Words, "v1.0.1")]
    public void The_change_decides_which_number_grows_and_a_first_number_is_never_used_again(string from, SetChange change, string next)
    {
        EvaluationSetVersion[] taken = [new(1), new(1, 2), new(3)];

        Assert.Equal(next, EvaluationSetVersion.Parse(from)!.Value.After(change, taken).Text);
    }

    [Fact]
    public void The_newest_is_that_of_the_largest_numbers_not_of_the_latest_letters()
    {
        Assert.Equal("v10", EvaluationSetVersion.Newest([new(9), new(10), new(2, 30)])!.Value.Text);
        Assert.Equal("v1.10", EvaluationSetVersion.Newest([new(1, 9, 4), new(1, 10)])!.Value.Text);
        Assert.Null(EvaluationSetVersion.Newest([]));
    }

    [Theory]
    [InlineData("v1", "v1", 1, null)]
    [InlineData("v2.x", "v2.x", 2, null)]
    [InlineData("v1.2@evalset/flights/recent/v1.2", "v1.2@evalset/flights/recent/v1.2", 1, "evalset/flights/recent/v1.2")]
    [InlineData("v1@HEAD~3", "v1@HEAD~3", 1, "HEAD~3")]
    public void A_reference_names_a_version_a_line_or_a_version_at_a_revision(string text, string same, int line, string? revision)
    {
        var reference = EvaluationSetReference.Parse(text)!;

        Assert.Equal((same, line, revision), (reference.Text, reference.Line, reference.Revision));
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("v1.x@main")]
    [InlineData("v1@")]
    [InlineData("v1@--help")]
    [InlineData("v1@a b")]
    [InlineData("v0.x")]
    [InlineData("v1.2.x")]
    [InlineData("../v1")]
    public void What_git_could_take_for_something_else_is_no_reference(string text)
    {
        Assert.Null(EvaluationSetReference.Parse(text));
    }
}
