using Flywheel.Bench.Corpora;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Corpora;

/// <summary>The pictures as the paper describes them: 6,000 and 1,000 of each class.</summary>
public sealed class FashionMnistTests
{
    [Theory]
    [InlineData(false, 6000)]
    [InlineData(true, 1000)]
    public void Every_class_has_as_many_pictures(bool test, int each)
    {
        var pictures = FashionMnist.Read(Repository.Root, test);

        Assert.Equal(FashionMnist.Classes.Count * each, pictures.Pictures);
        Assert.Equal(pictures.Pictures * FashionMnist.Side * FashionMnist.Side, pictures.Pixels.Length);
        Assert.All(pictures.Labels.CountBy(label => label), pair => Assert.Equal(each, pair.Value));
    }

    [Fact]
    public void Pooled_pixels_are_means_of_squares()
    {
        var ramp = new byte[FashionMnist.Side * FashionMnist.Side];
        for (var i = 0; i < ramp.Length; i++)
        {
            ramp[i] = (byte)((i / FashionMnist.Side) + (i % FashionMnist.Side));
        }

        var pooled = new FashionMnist(ramp, [0]).Pooled(0, 4);

        // A square that begins at (r, c) holds r + c + 0 … 6, whose mean is r + c + 3.
        Assert.Equal(Enumerable.Range(0, 49).Select(i => (4.0 * (i / 7)) + (4 * (i % 7)) + 3), pooled);
    }
}
