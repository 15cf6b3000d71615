using Flywheel.XGBoost;

namespace Flywheel.Tests.XGBoost;

public class DMatrixTests
{
    [Fact]
    public void A_matrix_knows_its_shape()
    {
        using var matrix = new DMatrix([1, 2, 3, 4, 5, 6], [new("a"), new("b", FeatureType.Categorical), new("c")], [0, 1]);

        Assert.Equal((2, 3, true), (matrix.Rows, matrix.Columns, matrix.HasLabels));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Refused("5 values do not fill rows of 2 columns.", () => new DMatrix(new float[5], Feature.Numbered(2)));
        Refused("3 labels do not fit 2 rows.", () => new DMatrix(new float[4], Feature.Numbered(2), new float[3]));
        Refused("1 weights do not fit 2 rows.", () => new DMatrix(new float[4], Feature.Numbered(2), default, new float[1]));
        Refused("3 base margins do not fit 2 rows.", () => new DMatrix(new float[4], Feature.Numbered(2), baseMargin: new float[3]));
        Refused("A matrix needs at least one column.", () => new DMatrix([], []));
    }

    [Fact]
    public void Columns_need_names_of_their_own() =>
        Refused("Column names must be unique and not blank; got 'a'.", () => new DMatrix([1, 2], [new("a"), new("a")]));

    [Theory]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    [InlineData(float.PositiveInfinity)]
    public void A_category_that_is_no_code_is_named(float code) =>
        Refused("Column 'origin' is categorical, but row 1 holds", () => new DMatrix([3, code], [new("origin", FeatureType.Categorical)]));

    [Fact]
    public void A_label_that_is_not_a_number_is_told_in_one_clean_line()
    {
        var refusal = Assert.Throws<XGBoostException>(() => new DMatrix([1, 2], [new("a")], [0, float.NaN]));

        Assert.StartsWith("XGBoost cannot take labels: Label contains NaN", refusal.Message, StringComparison.Ordinal);
    }

    private static void Refused(string beginning, Func<DMatrix> create) =>
        Assert.StartsWith(beginning, Assert.Throws<ArgumentException>(create).Message, StringComparison.Ordinal);
}
