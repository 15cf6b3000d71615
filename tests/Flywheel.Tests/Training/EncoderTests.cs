using Flywheel.Tests.Infra;
using Flywheel.Training;

namespace Flywheel.Tests.Training;

public sealed class EncoderTests : IDisposable
{
    private readonly InMemory memory = new();

    [Fact]
    public void A_category_is_its_place_in_the_vocabulary_and_missing_where_training_never_saw_it()
    {
        var matrix = Matrix(
            "(VALUES (1, 5, 'b'), (2, NULL, 'it''s'), (3, 7, 'new'), (4, 8, NULL)) AS t (id, number, word)",
            new EncodedFeature { Name = "number", Sql = "number" },
            new EncodedFeature
            {
                Name = "word",
                Sql = "word",
                Vocabulary = ["a", "b", "it's"],
            }
        );

        Assert.Equal([5, 1, float.NaN, 2, 7, float.NaN, 8, float.NaN], matrix);
    }

    [Fact]
    public void A_category_may_be_of_any_type_and_a_number_a_flag()
    {
        var matrix = Matrix(
            "(VALUES (1, 10, TRUE), (2, 9, FALSE)) AS t (id, code, flag)",
            new EncodedFeature
            {
                Name = "code",
                Sql = "code",
                Vocabulary = ["10", "9"],
            },
            new EncodedFeature { Name = "flag", Sql = "flag" }
        );

        Assert.Equal([0, 1, 1, 0], matrix);
    }

    [Fact]
    public void A_category_without_a_value_in_training_is_always_missing()
    {
        var matrix = Matrix(
            "(VALUES (1, 'a')) AS t (id, word)",
            new EncodedFeature
            {
                Name = "word",
                Sql = "word",
                Vocabulary = [],
            }
        );

        Assert.Equal([float.NaN], matrix);
    }

    public void Dispose() => memory.Dispose();

    private float[] Matrix(string relation, params EncodedFeature[] features) =>
        memory.Database.Matrix(new Encoder { Features = features }.MatrixQuery(relation, "TRUE", "id"));
}
