using System.Globalization;
using Flywheel.Reports.Charts;

namespace Flywheel.Tests.Reports.Charts;

public class PaletteTests
{
    // G. Machado, M. Oliveira, L. Fernandes, IEEE TVCG 15(6), 2009, severity 1.0; rows for linear red, green, blue.
    private static readonly Dictionary<string, double[][]> Sight = new()
    {
        ["normal"] =
        [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
        ],
        ["protanopia"] =
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
        ["deuteranopia"] =
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
        ["tritanopia"] =
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    };

    public static TheoryData<Ink> Writing => [.. Palette.Series, Palette.Text, Palette.Muted, Palette.Faint, Palette.Bad];

    [Theory]
    [MemberData(nameof(Writing))]
    public void Inks_that_write_text_reach_a_contrast_of_4_5_in_both_schemes(Ink ink)
    {
        Assert.True(Contrast(ink.Light, Palette.Paper.Light) >= 4.5, $"{ink}: {Contrast(ink.Light, Palette.Paper.Light):F2}");
        Assert.True(Contrast(ink.Dark, Palette.Paper.Dark) >= 4.5, $"{ink}: {Contrast(ink.Dark, Palette.Paper.Dark):F2}");
    }

    [Fact]
    public void Axes_reach_a_contrast_of_3_in_both_schemes()
    {
        Assert.True(Contrast(Palette.Axis.Light, Palette.Paper.Light) >= 3);
        Assert.True(Contrast(Palette.Axis.Dark, Palette.Paper.Dark) >= 3);
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("protanopia")]
    [InlineData("deuteranopia")]
    [InlineData("tritanopia")]
    public void Inks_of_lines_and_verdicts_stay_apart_for_every_kind_of_sight(string sight)
    {
        Ink[][] groups =
        [
            [.. Palette.Series, Palette.Faint],
            [Palette.Blue, Palette.Bad, Palette.Faint],
        ];

        foreach (var (a, b) in groups.SelectMany(group => group.SelectMany((a, i) => group.Skip(i + 1).Select(b => (a, b)))))
        {
            Assert.True(Distance(a.Light, b.Light, sight) > 18, $"light: {a.Name} and {b.Name}");
            Assert.True(Distance(a.Dark, b.Dark, sight) > 18, $"dark: {a.Name} and {b.Name}");
        }
    }

    [Fact]
    public void The_reference_pair_black_and_white_has_contrast_21() => Assert.Equal(21, Contrast("#000000", "#ffffff"), 6);

    private static double[] Linear(string hex) =>
        [
            .. new[] { 1, 3, 5 }.Select(i =>
            {
                var c = int.Parse(hex.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
                return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
            }),
        ];

    // WCAG 2.1: (lighter + 0.05) / (darker + 0.05) of relative luminances.
    private static double Contrast(string a, string b)
    {
        double[] luminances = [.. new[] { a, b }.Select(Linear).Select(c => (0.2126 * c[0]) + (0.7152 * c[1]) + (0.0722 * c[2])).Order()];
        return (luminances[1] + 0.05) / (luminances[0] + 0.05);
    }

    // Euclidean distance in CIE L*a*b* under D65.
    private static double Distance(string a, string b, string sight)
    {
        var (first, second) = (Lab(a, sight), Lab(b, sight));
        return Math.Sqrt(first.Zip(second).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
    }

    private static double[] Lab(string hex, string sight)
    {
        var rgb = Linear(hex);
        double[] v = [.. Sight[sight].Select(row => Math.Clamp(row.Zip(rgb).Sum(pair => pair.First * pair.Second), 0, 1))];
        var x = F(((0.4124 * v[0]) + (0.3576 * v[1]) + (0.1805 * v[2])) / 0.9505);
        var y = F((0.2126 * v[0]) + (0.7152 * v[1]) + (0.0722 * v[2]));
        var z = F(((0.0193 * v[0]) + (0.1192 * v[1]) + (0.9505 * v[2])) / 1.089);
        return [(116 * y) - 16, 500 * (x - y), 200 * (y - z)];

        static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16.0 / 116);
    }
}
