using Flywheel.Training;

namespace Flywheel.Tests.Training;

public sealed class ScoreMemoryTests
{
    private readonly ScoreMemory memory = new();
    private int asked;

    [Fact]
    public void A_model_is_not_asked_again_for_the_same_rows_even_where_values_are_missing()
    {
        var first = Ask("a", [1, float.NaN, 3]);
        var second = Ask("a", [1, float.NaN, 3]);

        Assert.Equal(1, asked);
        Assert.Same(first, second);
    }

    [Fact]
    public void Other_rows_fewer_rows_and_another_model_are_asked_for()
    {
        Ask("a", [1, 2, 3]);
        Ask("a", [1, 2, 4]);
        Ask("a", [1, 2]);
        Ask("b", [1, 2]);

        Assert.Equal(4, asked);
    }

    private double[] Ask(string model, float[] matrix) => memory.Of(model, matrix, () => [++asked]);
}
