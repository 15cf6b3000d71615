using System.Globalization;
using Flywheel.Monitoring.Detectors;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring.Detectors;

/// <summary>Where the detectors find a change: tests/oracles/oracles.md, sections 3 and 6, which have it from river's own tests and detectors.</summary>
public sealed class DetectorTests
{
    private const string S1 = "s1_np12345_randint2_8.csv";
    private const string S2 = "s2_np12345_binom02_08.csv";
    private const string S5 = "s5_py12345_01_47.csv";

    public static TheoryData<Detector> Kinds => [.. Detector.Kinds.Select(kind => (Detector)Activator.CreateInstance(kind.Value)!)];

    [Theory]
    [InlineData(S1, 1020, 1991)]
    [InlineData(S5, 1006)]
    public void Page_Hinkley_finds_the_rise_of_the_oracles(string file, params int[] expected) =>
        Assert.Equal(expected, Changes(new PageHinkley(), File(file)));

    [Fact]
    public void Ddm_finds_the_rise_of_the_oracle() => Assert.Equal([1049], Changes(new Ddm(), File(S2)));

    [Theory]
    [InlineData(S1)]
    [InlineData(S5)]
    public void Adwin_finds_the_rise_of_the_oracles(string file) => Assert.Equal([1023], Changes(new Adwin(), File(file)));

    [Theory]
    [InlineData(42, 10106)]
    [InlineData(43)]
    [InlineData(44, 11590, 13353, 15498)]
    public void Page_Hinkley_finds_the_changes_of_streams_that_anyone_can_draw(int seed, params int[] expected) =>
        Assert.Equal(expected, Changes(new PageHinkley(), Drawn(seed)));

    /// <remarks>Section 6 is of a cut that is not made behind the newest bucket of each size, section 3 of one that is made behind every bucket.</remarks>
    [Theory]
    [InlineData(42, 0.002, "11007 1280")]
    [InlineData(42, 0.05, "10623 5504")]
    [InlineData(43, 0.002, "")]
    [InlineData(43, 0.05, "")]
    [InlineData(44, 0.002, "13311 11264")]
    [InlineData(44, 0.05, "13311 2560, 17119 3296")]
    public void Adwins_window_shrinks_to_the_width_of_the_oracle(int seed, double delta, string expected)
    {
        var window = new AdwinWindow(delta, everyBucket: false);

        var found = Drawn(seed).Select((value, i) => window.Add(value) ? $"{i} {window.Width}" : "").Where(said => said.Length > 0);

        Assert.Equal(expected, string.Join(", ", found));
    }

    [Fact]
    public void Adwin_that_cuts_behind_every_bucket_sees_the_same_step_sooner_and_none_where_none_is()
    {
        Assert.InRange(Assert.Single(Changes(new Adwin(), Drawn(42))), 10_000, 10_200);
        Assert.Empty(Changes(new Adwin(), Drawn(43)));
    }

    [Fact]
    public void Adwin_finds_a_fall_too_and_the_others_only_a_rise()
    {
        var falling = Drawn(42).Select(value => 1 - value).ToList();

        Assert.NotEmpty(Changes(new Adwin(), falling));
        Assert.Empty(Changes(new PageHinkley(), falling));
        Assert.DoesNotContain(Changes(new Ddm(), falling), at => at >= 10_000);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_constant_never_changes(Detector detector)
    {
        foreach (var constant in detector.Counts ? new[] { 0.0, 1 } : [0, 0.1, -5, 1e9])
        {
            Assert.Empty(Changes(detector, Enumerable.Repeat(constant, 5000)));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_step_is_found_and_the_detector_begins_anew(Detector detector)
    {
        var draw = new Lcg(7);
        var values = Enumerable.Range(0, 4000).Select(i => draw.Next() < (i < 2000 ? 0.1 : 0.9) ? 1.0 : 0).ToList();

        var changes = Changes(detector, values);

        Assert.InRange(changes.First(at => at >= 2000), 2000, 2200);
        Assert.Equal(changes, Changes(detector, values));
        Assert.Equal(
            Changes(detector, values.Skip(changes[^1] + 1)),
            changes.Where(at => at > changes[^1]).Select(at => at - changes[^1] - 1)
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fewer_than_thirty_values_say_nothing(Detector detector)
    {
        Assert.Empty(Changes(detector, Enumerable.Range(0, Detector.FewestValues - 1).Select(i => i < 15 ? 0.0 : 1)));
    }

    private static List<int> Changes(Detector detector, IEnumerable<double> values)
    {
        var next = detector.Begin();
        return [.. values.Select((value, i) => next(value) ? i : -1).Where(at => at >= 0)];
    }

    private static IEnumerable<double> File(string name) =>
        System
            .IO.File.ReadLines(Path.Combine(Repository.Root, "tests/oracles/streams", name))
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture));

    private static List<double> Drawn(int seed)
    {
        var draw = new Lcg((ulong)seed);
        return [.. Enumerable.Range(0, 20_000).Select(i => draw.Next() < Chance(i) ? 1.0 : 0)];

        double Chance(int i) =>
            seed switch
            {
                42 => i < 10_000 ? 0.2 : 0.35,
                43 => 0.2,
                _ => i < 10_000 ? 0.2
                : i < 15_000 ? 0.2 + (0.2 * (i - 10_000) / 5000)
                : 0.4,
            };
    }
}
