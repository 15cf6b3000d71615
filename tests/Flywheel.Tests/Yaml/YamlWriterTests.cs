using Flywheel.Yaml;

namespace Flywheel.Tests.Yaml;

public sealed class YamlWriterTests
{
    private static OrderedDictionary<string, object?> Map(params (string Key, object? Value)[] entries) =>
        new(entries.Select(e => KeyValuePair.Create(e.Key, e.Value)));

    [Fact]
    public void A_document_is_ordered_indented_and_ends_with_LF()
    {
        var text = YamlWriter.Write(
            Map(
                ("version", "2001-02-05"),
                ("rows", 2500),
                ("rate", 0.1),
                ("day", new DateOnly(2001, 2, 5)),
                ("window", TimeSpan.FromDays(28)),
                ("sha256", "00e1"),
                ("none", null),
                ("empty", Array.Empty<object?>()),
                ("no-keys", Map()),
                ("split", new Flow(Map(("train", 0.8), ("name", "a, b")))),
                ("files", new List<object?> { Map(("path", "a.parquet"), ("rows", 3)), "b", new Flow(new List<object?> { 1, "x: y" }) })
            )
        );

        Assert.Equal(
            """
            version: '2001-02-05'
            rows: 2500
            rate: 0.1
            day: 2001-02-05
            window: 28d
            sha256: '00e1'
            none: null
            empty: []
            no-keys: {}
            split: { train: 0.8, name: 'a, b' }
            files:
              - path: a.parquet
                rows: 3
              - b
              - [ 1, 'x: y' ]

            """,
            text
        );
    }

    [Theory]
    [InlineData("late", "late")]
    [InlineData("7d", "7d")]
    [InlineData("distance > 1000 AND origin IN ('ATL', 'ORD')", "distance > 1000 AND origin IN ('ATL', 'ORD')")]
    [InlineData("date_trunc('day', departs_at)", "date_trunc('day', departs_at)")]
    [InlineData("", "''")]
    [InlineData("true", "'true'")]
    [InlineData("No", "'No'")]
    [InlineData("null", "'null'")]
    [InlineData("~", "'~'")]
    [InlineData("12", "'12'")]
    [InlineData("-1.5e3", "'-1.5e3'")]
    [InlineData("0x1F", "'0x1F'")]
    [InlineData(".inf", "'.inf'")]
    [InlineData("12:30", "'12:30'")]
    [InlineData("2001-01-31", "'2001-01-31'")]
    [InlineData("2001-01-31T00:00:00Z", "'2001-01-31T00:00:00Z'")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("a #b", "'a #b'")]
    [InlineData("a:", "'a:'")]
    [InlineData("- a", "'- a'")]
    [InlineData(" a", "' a'")]
    [InlineData("*a", "'*a'")]
    [InlineData("'a'", "\"'a'\"")]
    [InlineData("a\nb\t\\", "\"a\\nb\\t\\\\\"")]
    [InlineData("a\u202Eb", "\"a\\u202Eb\"")]
    [InlineData("\u0085", "\"\\u0085\"")]
    public void A_string_is_quoted_exactly_when_a_reader_could_take_it_for_something_else(string value, string expected) =>
        Assert.Equal(expected, YamlText.Of(value));

    [Fact]
    public void A_number_that_is_not_finite_is_refused() => Assert.Throws<ArgumentException>(() => YamlText.Of(double.NaN));

    [Fact]
    public void What_is_written_is_read_back()
    {
        // A fixed walk over characters that YAML cares about: every string of the walk survives, in block and in flow.
        const string alphabet = "a1:#-, '\"\\{}[]&*!|>%@`~=?.\n\té😀";
        var runes = alphabet.EnumerateRunes().Select(r => r.ToString()).ToList();
        var state = 2001u;
        for (var i = 0; i < 3000; i++)
        {
            var text = "";
            for (var j = 0; j < 1 + (i % 6); j++)
            {
                state = (state * 1664525) + 1013904223;
                text += runes[(int)((state >> 8) % (uint)runes.Count)];
            }

            var tree = Map(
                ("block", text),
                ("flow", new Flow(new List<object?> { text, Map((text, text)) })),
                ("list", new List<object?> { text })
            );
            var faults = new Faults();
            var written = YamlWriter.Write(tree);

            var root = Composer.Read("f.yaml", written, faults) as YamlMap;

            Assert.True(faults.Count == 0 && root is not null, $"{written}\n{faults}");
            var flow = (YamlList)root.Entries[1].Value;
            var entry = ((YamlMap)flow.Items[1]).Entries[0];
            var list = ((YamlList)root.Entries[2].Value).Items[0];
            Assert.Equal(
                [text, text, text, text, text],
                new[] { root.Entries[0].Value, flow.Items[0], list, entry.Value }.Cast<YamlScalar>().Select(s => s.Text).Append(entry.Key)
            );
        }
    }
}
