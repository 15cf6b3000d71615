using System.Text;
using Flywheel.Yaml;

namespace Flywheel.Tests.Yaml;

/// <summary>Whatever happens to a file, reading it ends in a record or in faults, never in an exception.</summary>
public sealed class DamagedFileTests
{
    private static readonly byte[] _good = Encoding.UTF8.GetBytes(GardenText.Good);

    private static void ReadsOrFaults(byte[] bytes)
    {
        var faults = new Faults();
        var text = YamlFile.Decode(bytes, "garden.yaml", faults);
        var bound = text is null ? null : GardenText.Read(text);

        Assert.True(bound is null ? faults.Count > 0 : bound.Value is null == bound.Faults.Count > 0);
        Assert.All(
            bound?.Faults ?? faults,
            f => Assert.True(f.At.Line >= 1 && f.At.Column >= 1 && !f.ToString().Contains('\n', StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_read_or_faulted()
    {
        for (var length = 0; length <= _good.Length; length++)
        {
            ReadsOrFaults(_good[..length]);
        }
    }

    [Fact]
    public void A_file_with_bytes_changed_is_read_or_faulted()
    {
        var random = new Random(2001);
        for (var round = 0; round < 5000; round++)
        {
            var bytes = (byte[])_good.Clone();
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            ReadsOrFaults(bytes);
        }
    }

    [Fact]
    public void A_file_with_marks_of_YAML_strewn_in_is_read_or_faulted()
    {
        string[] marks =
        [
            "&a ",
            "*a ",
            "!t ",
            "!<x> ",
            "- ",
            "? ",
            ": ",
            "\"\\UFFFFFFFF\"",
            "\"\\x\"",
            "|",
            ">9",
            "{",
            "}",
            "[",
            "]",
            "\t",
            "\n",
            "---\n",
            "...\n",
            "%TAG ! x\n",
            "<<: ",
            "'",
            "#",
            "\uFEFF",
            "null",
        ];
        var random = new Random(2002);
        for (var round = 0; round < 5000; round++)
        {
            var text = GardenText.Good;
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                text = text.Insert(random.Next(text.Length), marks[random.Next(marks.Length)]);
            }

            ReadsOrFaults(Encoding.UTF8.GetBytes(text));
        }
    }
}
