using System.Text;
using Flywheel.Logging.Profiles;

namespace Flywheel.Tests.Logging.Profiles;

public sealed class Hash64Tests
{
    [Fact]
    public void A_number_hashes_as_the_first_draw_of_SplitMix64_from_its_bits()
    {
        // Vigna's reference splitmix64.c, seed 0 (the bits of 0.0): its first output.
        Assert.Equal(0xE220A8397B1DCDAFul, Hash64.Of(0.0));
    }

    [Fact]
    public void Zeros_at_the_end_are_not_lost()
    {
        var hashes = Enumerable.Range(0, 40).Select(length => Hash64.Of(new byte[length])).ToList();

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public void Each_bit_of_a_text_changes_about_half_of_the_bits()
    {
        var text = Encoding.UTF8.GetBytes("a text of twenty-seven letters");
        var before = Hash64.Of(text);
        for (var bit = 0; bit < 8 * text.Length; bit++)
        {
            text[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.InRange(System.Numerics.BitOperations.PopCount(before ^ Hash64.Of(text)), 14, 50);

            text[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }
}
