using System.Globalization;
using System.Xml.Linq;
using Flywheel.Reports.Charts;

namespace Flywheel.Tests.Reports.Charts;

public class DocumentTests
{
    [Fact]
    public void Every_picture_is_well_formed_and_names_itself_to_screen_readers()
    {
        foreach (var (name, svg) in ManyShapes.All)
        {
            var root = XDocument.Parse(svg).Root!;

            Assert.Equal("img", root.Attribute("role")?.Value);
            Assert.False(string.IsNullOrEmpty(root.Attribute("aria-label")?.Value), name);
            Assert.Equal(["title", "desc", "style", "rect"], root.Elements().Take(4).Select(element => element.Name.LocalName));
        }
    }

    [Fact]
    public void One_element_stands_on_each_line()
    {
        var lines = Samples
            .Line.ToSvg()
            .Split('\n')
            .SkipWhile(line => line != "</style>")
            .Skip(1)
            .TakeWhile(line => line != "</svg>")
            .ToArray();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.NotNull(XElement.Parse(line)));
    }

    [Fact]
    public void Bytes_are_the_same_on_every_call_and_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var once = ManyShapes.All.Select(picture => picture.Svg).ToArray();
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat = new NumberFormatInfo
        {
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = "'",
            NegativeSign = "~",
        };

        try
        {
            CultureInfo.CurrentCulture = strange;
            Assert.Equal(once, ManyShapes.Draw().Select(picture => picture.Svg));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void No_ids_and_no_negative_zeros_are_written()
    {
        foreach (var (_, svg) in ManyShapes.All)
        {
            Assert.DoesNotContain(" id=", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("\"-0\"", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Characters_that_xml_forbids_are_replaced()
    {
        var chart = Samples.Spark with { Title = "a\u0001b\uD800c\nd & <e>" };

        var title = XDocument.Parse(chart.ToSvg()).Root!.Attribute("aria-label")!.Value;

        Assert.Equal("a\uFFFDb\uFFFDc d & <e>", title);
    }

    [Fact]
    public void Charts_without_data_say_so()
    {
        string[] pictures =
        [
            (Samples.Line with { X = [], Series = [], Events = [] }).ToSvg(),
            (Samples.Line with { Series = [new LineSeries { Name = "a", Values = new double?[26] }] }).ToSvg(),
            (Samples.Differences with { Rows = [] }).ToSvg(),
            (Samples.Pairs with { Rows = [] }).ToSvg(),
            (Samples.Scores with { Edges = [], First = new BinCounts("a", []), Second = new BinCounts("b", []) }).ToSvg(),
            (Samples.Drift with { Panels = [] }).ToSvg(),
            (Samples.Spark with { Values = [] }).ToSvg(),
        ];

        Assert.All(pictures, svg => Assert.Contains(">no data<", svg, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Numbers_that_cannot_be_drawn_are_refused(double value)
    {
        double?[] values = [1, value];
        string[] x = ["0", "1"];
        Func<string>[] draw =
        [
            (Samples.Line with { X = x, Events = [], Series = [new LineSeries { Name = "a", Values = values }] }).ToSvg,
            (
                Samples.Line with
                {
                    X = x,
                    Events = [],
                    Series =
                    [
                        new LineSeries
                        {
                            Name = "a",
                            Values = [1, 2],
                            Low = values,
                            High = values,
                        },
                    ],
                }
            ).ToSvg,
            (Samples.Line with { Limits = [new Limit(value, "a")] }).ToSvg,
            (
                Samples.Differences with
                {
                    Rows =
                    [
                        new DifferenceRow
                        {
                            Name = "a",
                            Count = 1,
                            Difference = value,
                        },
                    ],
                }
            ).ToSvg,
            (Samples.Differences with { Margins = [new Limit(value, "a")] }).ToSvg,
            (Samples.Pairs with { Rows = [new PairRow("a", 1, new Estimate(value), default)] }).ToSvg,
            (Samples.Pairs with { Baseline = value }).ToSvg,
            (Samples.Scores with { Edges = [0, value], First = new BinCounts("a", [1]), Second = new BinCounts("b", [1]) }).ToSvg,
            (Samples.Scores with { Edges = [0, 1], First = new BinCounts("a", [value]), Second = new BinCounts("b", [1]) }).ToSvg,
            (Samples.Drift with { X = x, Panels = [new Panel { Title = "a", Values = values }] }).ToSvg,
            (Samples.Spark with { Values = values }).ToSvg,
            (Samples.Spark with { Limit = value }).ToSvg,
        ];

        Assert.All(draw, toSvg => Assert.Throws<ArgumentException>(toSvg));
    }

    [Fact]
    public void Lists_of_the_wrong_length_are_refused_with_both_lengths()
    {
        var chart = Samples.Line with { Series = [new LineSeries { Name = "gated", Values = [1, 2] }] };

        var refusal = Assert.Throws<ArgumentException>(chart.ToSvg);

        Assert.Equal("gated has 2 values for 26 places on the x axis; write null for a missing one.", refusal.Message);
    }
}
