using Flywheel.Yaml;

namespace Flywheel.Tests.Yaml;

public sealed class BinderTests
{
    [Fact]
    public void A_good_file_becomes_its_record()
    {
        var bound = GardenText.Read(GardenText.Good);

        Assert.Empty(bound.Faults);
        var garden = bound.Value!;
        Assert.Equal("roses", garden.Name);
        Assert.Equal(TimeSpan.FromDays(7), garden.Cycle);
        Assert.Equal(12.5, garden.Site.Height);
        Assert.Equal(new DateOnly(2020, 2, 29), garden.Site.Since);
        Assert.Equal([0.5, 1.0], garden.Shares);
        Assert.Equal("all: good # really", garden.Remark);
        Assert.Equal(["oak", "elm", "mint"], garden.Plants.Keys);
        Assert.Equal(3, ((Tree)garden.Plants["elm"]).Count);
        Assert.Equal(["bed-1", "bed-22"], ((Herb)garden.Plants["mint"]).Beds);
        var reasons = ((AnyOf)garden.Watering).Of;
        Assert.Equal([typeof(Every), typeof(ByHand), typeof(Not)], reasons.Select(r => r.GetType()));
        Assert.Equal(
            new Not
            {
                Reason = new Dry { Bed = "roses", Below = 0.1 },
            },
            reasons[2]
        );
    }

    [Fact]
    public void A_key_that_is_left_out_has_the_initialisers_value()
    {
        var garden = GardenText.Read("name: a\ncycle: 7d\nsite: { height: 1 }\n").Value!;

        Assert.Equal(new Every { Period = TimeSpan.FromDays(28) }, garden.Watering);
        Assert.Equal(Aspect.SouthWest, garden.Site.Aspect);
        Assert.Equal(5_000_000_000, garden.Site.Seeds);
        Assert.Null(garden.MostVisitors);
    }

    [Fact]
    public void Two_records_of_one_text_are_equal_lists_and_dictionaries_included()
    {
        var (one, other) = (GardenText.Read(GardenText.Good).Value, GardenText.Read(GardenText.Good).Value);

        Assert.Equal(one, other);
        Assert.Equal(one!.GetHashCode(), other!.GetHashCode());
    }

    [Fact]
    public void A_nullable_key_takes_null()
    {
        var garden = GardenText.Read("name: a\ncycle: 7d\nsite: { height: 1 }\nremark: null\nmost-visitors: ~\n").Value!;

        Assert.Null(garden.Remark);
        Assert.Null(garden.MostVisitors);
    }

    [Theory]
    [InlineData(
        "remrk: hello",
        "4:1: error FW0201: The file has no key 'remrk'. Known keys: name, cycle, site, plants, watering, shares, remark, most-visitors. Did you mean 'remark'?"
    )]
    [InlineData(
        "weather: fine",
        "4:1: error FW0201: The file has no key 'weather'. Known keys: name, cycle, site, plants, watering, shares, remark, most-visitors. Write one of them, or delete it."
    )]
    [InlineData("watering: { dry: {} }", "4:18: error FW0202: 'dry' lacks the key 'bed'. The bed to feel. Add it, e.g. 'bed: rose-bed'.")]
    [InlineData(
        "plants:",
        "4:8: error FW0203: 'plants' has no value. It needs a map of names; a default is what a key has that is left out. Write 'plants: { name: { tree: age * 2 } }', or delete the key."
    )]
    [InlineData("shares: 0.5", "4:9: error FW0204: 'shares' is a single value. It needs a list. Write e.g. 'shares: [ 0.5 ]'.")]
    [InlineData("remark: [ a ]", "4:9: error FW0204: 'remark' is a list. It needs a text. Write e.g. 'remark: text'.")]
    [InlineData(
        "most-visitors: many",
        "4:16: error FW0206: 'most-visitors' is 'many', which is not a whole number. A whole number has digits only and lies between -2147483648 and 2147483647. Write e.g. 'most-visitors: 1'."
    )]
    [InlineData(
        "most-visitors: '12'",
        "4:16: error FW0206: 'most-visitors' is the text '12'. It needs a whole number, and quotes make a text of anything. Write 'most-visitors: 12', without quotes."
    )]
    [InlineData(
        "most-visitors: 0",
        "4:16: error FW0210: 'most-visitors' is 0, below 1. The most visitors at a time; none when there is no limit. Write 1 or more, e.g. 'most-visitors: 1'."
    )]
    [InlineData(
        "shares: [ .nan ]",
        "4:11: error FW0206: 'shares[0]' is '.nan', which is not a number. A number has digits, a point for its decimals, and an end. Write e.g. '0.5'."
    )]
    [InlineData(
        "shares: [ 0.5, 1.5 ]",
        "4:16: error FW0210: 'shares[1]' is 1.5, outside (0, 1]. The shares of the beds. Write a value in the range, e.g. '1'."
    )]
    [InlineData("shares: []", "4:9: error FW0210: 'shares' is empty. The shares of the beds. Write at least one, e.g. 'shares: [ 0.5 ]'.")]
    [InlineData(
        "plants: { Oak: age }",
        "4:11: error FW0214: 'plants' has an entry 'Oak', which is not a name in kebab-case or snake_case. The name stands in reports, file names and other keys. Rename it to match [a-z][a-z0-9]*([-_][a-z0-9]+)*."
    )]
    [InlineData(
        "plants: { oak: hour( }",
        "4:16: error FW0301: 'oak' is 'hour(', which is not a formula. A bracket is left open. Write e.g. 'oak: age * 2'."
    )]
    [InlineData(
        "plants: { mint: { herb: [ bed ] } }",
        "4:27: error FW0210: 'herb[0]' is 'bed', not the name of a bed. Its beds. Write the name of a bed, which matches bed-[0-9]+."
    )]
    public void A_fault_tells_place_what_why_and_mend(string line, string expected)
    {
        var faults = GardenText.FaultsOf(line);

        Assert.Equal(["garden.yaml:" + expected], faults);
    }

    [Theory]
    [InlineData(
        "aspect: south-wset",
        "FW0209: 'aspect' is 'south-wset', which is not an aspect. Known names: north, south-west. Did you mean 'south-west'?"
    )]
    [InlineData(
        "aspect: 1",
        "FW0209: 'aspect' is '1', which is not an aspect. Known names: north, south-west. Write e.g. 'aspect: north'."
    )]
    [InlineData(
        "since: 2001-02-30",
        "FW0208: 'since' is '2001-02-30', which is not a date. A date is a day of the calendar, written year-month-day. Write e.g. 'since: 2001-01-31'."
    )]
    [InlineData(
        "is-hedged: yes",
        "FW0205: 'is-hedged' is 'yes', which is not true or false. Only 'true' and 'false' are truth values. Write e.g. 'is-hedged: true'."
    )]
    [InlineData(
        "seeds: 1e3",
        "FW0206: 'seeds' is '1e3', which is not a whole number. A whole number has digits only and 64 bits. Write e.g. 'seeds: 1'."
    )]
    [InlineData(
        "soil: snad",
        "FW0210: 'soil' is 'snad', none of clay, sand. What the soil is made of. Write one of them, e.g. 'soil: clay'."
    )]
    public void Each_kind_of_value_has_its_own_fault(string line, string expected)
    {
        var faults = GardenText.Read($"name: roses\ncycle: 7d\nsite:\n  height: 1\n  {line}\n").Faults;

        var fault = Assert.Single(faults);
        Assert.Equal(5, fault.At.Line);
        Assert.EndsWith($"error {expected}", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "7x",
        "FW0207: 'cycle' is '7x', which is not a duration. A duration is a whole number and s, m, h, d or w, without a space. Write e.g. 'cycle: 1h'."
    )]
    [InlineData(
        "5w",
        "FW0210: 'cycle' is 5w, outside [1h, 4w]. Plants dry out within a month. Write a duration in the range, e.g. 'cycle: 1h'."
    )]
    public void A_duration_has_a_unit_and_a_range(string cycle, string expected)
    {
        var faults = GardenText.Read($"name: roses\ncycle: {cycle}\nsite: {{ height: 1 }}\n").Faults;

        Assert.Equal([$"garden.yaml:2:8: error {expected}"], faults.Select(f => f.ToString()));
    }

    [Fact]
    public void A_missing_key_is_reported_where_its_map_starts()
    {
        var faults = GardenText.Read("# nothing yet\nname: roses\nsite:\n  since: 2001-01-01\n").Faults;

        Assert.Equal(
            """
            garden.yaml:2:1: error FW0202: The file lacks the key 'cycle'. The time between two visits. Add it, e.g. 'cycle: 1h'.
            garden.yaml:4:3: error FW0202: 'site' lacks the key 'height'. Metres above the sea. Add it, e.g. 'height: 0.5'.
            """,
            faults.ToString()
        );
    }

    [Fact]
    public void A_file_with_ten_faults_shows_ten_in_order()
    {
        var bound = GardenText.Read(
            """
            nam: roses
            cycle: 7 days
            site: { height: tall, aspect: east, soil: mud }
            plants: { Oak: [ 1 ] }
            watering: { any: [ evry: 1d, { dry: { bed: a, below: 1 } } ] }
            shares: [ 2 ]
            """
        );

        Assert.Null(bound.Value);
        Assert.Equal(
            [
                "1:1 FW0201",
                "1:1 FW0202",
                "2:8 FW0207",
                "3:17 FW0206",
                "3:31 FW0209",
                "3:43 FW0210",
                "4:11 FW0214",
                "4:16 FW0204",
                "5:20 FW0211",
                "5:54 FW0210",
                "6:11 FW0210",
            ],
            bound.Faults.Select(f => $"{f.At.Line}:{f.At.Column} {f.Code}")
        );
    }

    [Fact]
    public void Every_value_can_be_found_again_by_its_path()
    {
        var bound = GardenText.Read(GardenText.Good);

        Assert.Equal(new Place("garden.yaml", 13, 26), bound.PlaceOf("watering.any[2].not.dry.bed"));
        Assert.Equal(new Place("garden.yaml", 13, 21), bound.KeyPlaceOf("watering.any[2].not.dry.bed"));
        Assert.Equal(new Place("garden.yaml", 11, 14), bound.PlaceOf("watering.any[0].every"));
        Assert.Equal(bound.PlaceOf("watering.any[0].every"), bound.PlaceOf("watering.any[0].every.period"));
        Assert.Equal(new Place("garden.yaml", 6, 3), bound.KeyPlaceOf("plants.oak"));
        Assert.Equal(new Place("garden.yaml", 6, 8), ((Tree)bound.Value!.Plants["oak"]).Height.At);
        Assert.Equal(new Place("garden.yaml", 16, 5), bound.PlaceOf("shares[1]"));
    }

    [Fact]
    public void An_inline_value_has_one_path_however_it_is_written()
    {
        var (shortly, fully) = (
            GardenText.Read(GardenText.Good),
            GardenText.Read(GardenText.Good.Replace("every: 28d", "every: { period: 28d }", StringComparison.Ordinal))
        );

        Assert.Equal(14, shortly.PlaceOf("watering.any[0].every").Column);
        Assert.Equal(24, fully.PlaceOf("watering.any[0].every").Column);
        Assert.Equal(Explain.Text(shortly), Explain.Text(fully));
    }

    [Fact]
    public void A_default_is_placed_at_the_map_that_could_have_held_it()
    {
        var bound = GardenText.Read(GardenText.Good);

        Assert.Equal(new Place("garden.yaml", 4, 7), bound.PlaceOf("site.aspect"));
        Assert.False(bound.IsGiven("site.aspect"));
        Assert.True(bound.IsGiven("site.since"));
    }
}
