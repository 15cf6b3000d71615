using Flywheel.Logging.Profiles;
using Flywheel.Storage;
using Flywheel.Tests.Infra;
using Flywheel.Tests.Warehouse;

namespace Flywheel.Tests.Logging.Profiles;

public sealed class ProfileFileTests
{
    private static readonly Profile _small = Small();
    private static readonly string _text = ProfileFile.Write(_small);

    [Fact]
    public void The_format_is_the_one_that_is_committed() => Snapshot.Match(_text, "tests/Flywheel.Tests/Logging/Profiles/small.profile");

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        var profile = Mixed.Of(Mixed.Table);
        profile.Known = new(2001, 2, 3, 4, 5, 6, 789);
        var text = ProfileFile.Write(profile);

        var read = ProfileFile.Read("a.profile", text);

        Assert.Equal(text, ProfileFile.Write(read));
        Assert.Equal(profile.Known, read.Known);
        Assert.Equal(profile.Rows, read.Rows);
        foreach (var column in profile.Columns)
        {
            var other = read.Column(column.Name)!;
            Assert.Equal((column.Kind, column.Missing, column.Distinct), (other.Kind, other.Missing, other.Distinct));
            Assert.Equal(column.Numbers?.Quantile(0.3), other.Numbers?.Quantile(0.3));
            Assert.Equal(
                (column.Numbers?.Mean, column.Numbers?.StandardDeviation),
                (other.Numbers?.Mean, other.Numbers?.StandardDeviation)
            );
            Assert.Equal(column.Kind == ProfileKind.Empty ? null : column.Texts?.MostFrequent(20), other.Texts?.MostFrequent(20));
        }
    }

    [Fact]
    public void A_profile_of_nothing_is_a_profile()
    {
        var text = ProfileFile.Write(new());

        Assert.Equal(0, ProfileFile.Read("a.profile", text).Rows);
        Assert.Equal(_text, ProfileFile.Write(Profile.Merge(new(), _small)));
    }

    [Fact]
    public void A_checkout_with_carriage_returns_is_the_same_profile()
    {
        Assert.Equal(_text, ProfileFile.Write(ProfileFile.Read("a.profile", _text.Replace("\n", "\r\n"))));
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        for (var length = 0; length < _text.Length; length += 1 + (_text.Length / 400))
        {
            var refused = Assert.Throws<RefusedException>(() => ProfileFile.Read("a.profile", _text[..length]));

            Assert.Equal(ExitCode.Mistake, refused.Code);
            Assert.StartsWith("a.profile is ", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_with_one_letter_changed_is_refused()
    {
        for (var at = 0; at < _text.Length; at += 1 + (_text.Length / 400))
        {
            var damaged = _text[..at] + (_text[at] == '7' ? '8' : '7') + _text[(at + 1)..];

            Assert.Throws<RefusedException>(() => ProfileFile.Read("a.profile", damaged));
        }
    }

    [Theory]
    [InlineData("", "a.profile is no profile: its first line is not 'flywheel-profile 1'.")]
    [InlineData("model: flights\n", "a.profile is no profile")]
    [InlineData("flywheel-profile x\n", "a.profile is no profile")]
    [InlineData("flywheel-profile 2\nrows 3\n", "a.profile is a profile of format 2, and this program reads format 1.")]
    [InlineData("flywheel-profile 1\n", "a.profile is damaged: its last line is not the digest of what precedes.")]
    public void What_cannot_be_read_is_told_with_the_way_out(string text, string told)
    {
        var refused = Assert.Throws<RefusedException>(() => ProfileFile.Read("a.profile", text));

        Assert.StartsWith(told, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("flywheel profile <file>... --out a.profile", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows 4\n", "rows -4\n")]
    [InlineData("rows 4\n", "rows 3\n")]
    [InlineData("rows 4\n", "rows 04\n")]
    [InlineData("rows 4\n", "rows 99999999999999999999\n")]
    [InlineData("rows 4\n", "")]
    [InlineData("column number 4 1", "column number 4 5")]
    [InlineData("column number 4 1", "column number 4 0")]
    [InlineData("column number 4 1", "column number 4")]
    [InlineData("column number 4 1", "column animal 4 1")]
    [InlineData("column number 4 1", "column 1 4 1")]
    [InlineData("nan 0", "nan 9")]
    [InlineData("zero 2", "zero 1")]
    [InlineData("infinite 0 0", "infinite 0")]
    [InlineData("range 0 2.5", "range 3 2.5")]
    [InlineData("range 0 2.5", "range 0 Infinity")]
    [InlineData("sum 0x5p-1", "sum 5")]
    [InlineData("sum 0x5p-1", "sum 0xap-2")]
    [InlineData("bucket 65552 1 =", "bucket 65552 0 =")]
    [InlineData("bucket 65552 1 =", "bucket 99999999 1 =")]
    [InlineData("bucket 65552 1 =", "bucket 65552")]
    [InlineData("bucket 65552 1 =", "bucket 65552 1 =\nbucket 65552 1 =")]
    [InlineData("registers 0", "registers z")]
    [InlineData("registers 0", "registers ")]
    [InlineData(" \"x\"\nvalue", " \"y\"\nvalue")]
    [InlineData("\"x\"", "\"x")]
    [InlineData("\"x\"", "\"\\u00zz\"")]
    [InlineData("column text", "columns text")]
    public void Nonsense_with_a_right_digest_is_refused_at_its_line(string old, string now)
    {
        var body = _text[.._text.IndexOf("sha256", StringComparison.Ordinal)];
        Assert.Contains(old, body, StringComparison.Ordinal);
        var at = body.IndexOf(old, StringComparison.Ordinal);
        body = body[..at] + now + body[(at + old.Length)..];

        var refused = Assert.Throws<RefusedException>(() => ProfileFile.Read("a.profile", $"{body}sha256 {Digest.Of(body)}\n"));

        Assert.Matches("^a.profile:[0-9]+: the profile cannot be read: ", refused.Message);
    }

    private static Profile Small()
    {
        var profile = ProfileTests.Of(
            Column.Reals("number \"a\"", 2.5, 0, null, -0.0),
            Column.Texts("text", "x", "é\n", "x", "y"),
            Column.Texts("none", null, null, null, null)
        );
        profile.Known = new(2001, 2, 3);
        return profile;
    }
}
