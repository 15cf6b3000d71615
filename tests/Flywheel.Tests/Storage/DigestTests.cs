using Flywheel.Storage;

namespace Flywheel.Tests.Storage;

public sealed class DigestTests
{
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void A_text_has_the_SHA_256_of_its_UTF_8(string text, string expected)
    {
        // FIPS 180-2, appendix B, and its empty message.
        Assert.Equal(expected, Digest.Of(text));
    }

    [Fact]
    public void Parts_are_told_apart_by_their_lines_and_their_order()
    {
        Assert.Equal(Digest.Of("a\nb"), Digest.Of("a", "b"));
        Assert.NotEqual(Digest.Of("ab", ""), Digest.Of("a", "b"));
        Assert.NotEqual(Digest.Of("b", "a"), Digest.Of("a", "b"));
    }

    [Fact]
    public void Equal_records_have_one_digest_and_others_another()
    {
        Assert.Equal(Digest.OfRecord(new Point(1, 2)), Digest.OfRecord(new Point(1, 2)));
        Assert.NotEqual(Digest.OfRecord(new Point(1, 2)), Digest.OfRecord(new Point(2, 1)));
    }

    private sealed record Point(int X, int Y);
}
