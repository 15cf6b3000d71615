using Flywheel.Yaml;

namespace Flywheel.Tests.Yaml;

public sealed class ExplainTests
{
    [Fact]
    public void Every_default_is_visible_and_marked()
    {
        var bound = GardenText.Read(GardenText.Good);

        Assert.Equal(
            """
            name: roses
            cycle: 1w
            site:
              height: 12.5
              aspect: south-west # default
              since: 2020-02-29
              is-hedged: false # default
              seeds: 5000000000 # default
              soil: clay # default
            plants:
              oak:
                tree:
                  height: age * 2
                  count: 1 # default
              elm:
                tree:
                  height: age
                  count: 3
              mint:
                herb:
                  - bed-1
                  - bed-22
            watering:
              any:
                - every: 28d
                - by-hand
                - not:
                    dry:
                      bed: roses
                      below: 0.1
            shares:
              - 0.5
              - 1
            remark: 'all: good # really'
            most-visitors: null # default

            """,
            Explain.Text(bound)
        );
    }

    [Fact]
    public void A_default_that_is_a_map_or_a_list_is_marked_line_by_line()
    {
        var text = Explain.Text(GardenText.Read("name: a\ncycle: 7d\nsite: { height: 1 }\n"));

        Assert.Contains(
            "\nplants: {} # default\nwatering: # default\n  every: 28d # default\nshares: # default\n  - 0.25 # default\n",
            text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(GardenText.Good, false)]
    [InlineData(GardenText.Good, true)]
    [InlineData("name: a\ncycle: 7d\nsite: { height: 1 }\n", false)]
    [InlineData("name: a\ncycle: 7d\nsite: { height: 1 }\nremark: 'null'\nwatering: { any: [ { dry: { bed: 'yes' } } ] }\n", true)]
    public void What_is_printed_binds_again_to_an_equal_record(string source, bool withDocs)
    {
        var first = GardenText.Read(source);

        var second = GardenText.Read(Explain.Text(first, withDocs));

        Assert.Empty(second.Faults);
        Assert.Equal(first.Value, second.Value);
        Assert.Equal(Explain.Text(first.Value!), Explain.Text(second.Value!));
    }

    [Fact]
    public void Each_keys_sentence_stands_above_it_on_request()
    {
        var text = Explain.Text(GardenText.Read(GardenText.Good), withDocs: true);

        Assert.StartsWith("# The garden's name.\nname: roses\n# The time between two visits.\ncycle: 1w\n", text, StringComparison.Ordinal);
        Assert.Contains("    # Waters after a time.\n    - every: 28d\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_was_made_prints_as_its_choice() =>
        Assert.Equal("every: 3d\n", Explain.Text(new Every { Period = TimeSpan.FromDays(3) }));
}
