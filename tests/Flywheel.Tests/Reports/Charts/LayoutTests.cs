namespace Flywheel.Tests.Reports.Charts;

public class LayoutTests
{
    [Fact]
    public void Nothing_is_cut_off_and_no_two_texts_overlap_in_any_shape()
    {
        var pictures = ManyShapes.All;

        var faults = pictures
            .SelectMany(picture => new SvgBoxes(picture.Svg).Faults().Take(3).Select(fault => $"{picture.Name}: {fault}"))
            .ToArray();

        Assert.True(pictures.Count > 200);
        Assert.True(faults.Length == 0, string.Join('\n', faults.Take(20)));
    }

    [Fact]
    public void Samples_have_no_layout_faults()
    {
        string[] pictures =
        [
            Samples.Line.ToSvg(),
            Samples.Differences.ToSvg(),
            Samples.Pairs.ToSvg(),
            Samples.Scores.ToSvg(),
            Samples.Drift.ToSvg(),
            Samples.Spark.ToSvg(),
        ];

        var faults = pictures.SelectMany(picture => new SvgBoxes(picture).Faults());

        Assert.Empty(faults);
    }

    [Fact]
    public void Height_follows_the_rows()
    {
        var few = new SvgBoxes((Samples.Differences with { Rows = [.. Samples.Differences.Rows.Take(5)] }).ToSvg());
        var many = new SvgBoxes(Samples.Differences.ToSvg());

        Assert.Equal(16 * 20, many.Height - few.Height, 6);
    }

    [Fact]
    public void All_wide_charts_are_760_pixels_wide()
    {
        Assert.All(
            ManyShapes.All.Where(p => !p.Name.StartsWith("spark", StringComparison.Ordinal)),
            p => Assert.Equal(760, new SvgBoxes(p.Svg).Width)
        );
    }

    [Fact]
    public void Lines_leave_a_gap_where_a_value_is_missing()
    {
        var chart = Samples.Spark with { Values = [1, 2, null, 3, 4, null, 5] };

        var line = new SvgBoxes(chart.ToSvg()).Root.Elements().First(e => e.Attribute("stroke-linejoin") is not null).Attribute("d")!.Value;

        Assert.Equal(2, line.Count(letter => letter == 'M'));
    }
}
