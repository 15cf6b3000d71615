using System.Text;

namespace Flywheel.Tests.Infra;

/// <summary>Compares text with a verified file; what differs is written beside it as received.</summary>
public static class Snapshot
{
    /// <param name="actual">The text.</param>
    /// <param name="file">Path from the repository's root, e.g. <c>reports/week.md</c>, verified in <c>reports/week.verified.md</c>.</param>
    public static void Match(string actual, string file)
    {
        var verified = Path.ChangeExtension(file, ".verified" + Path.GetExtension(file));
        var received = Path.ChangeExtension(file, ".received" + Path.GetExtension(file));
        var (from, to) = (Path.Combine(Repository.Root, verified), Path.Combine(Repository.Root, received));
        var expected = File.Exists(from) ? Normal(File.ReadAllText(from)) : null;
        if (Normal(actual) == expected)
        {
            File.Delete(to);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.WriteAllText(to, Normal(actual), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var difference = expected is null ? $"There is no {verified} yet." : $"{verified} differs.\n{First(expected, Normal(actual))}";
        Assert.Fail($"{difference}\nTo accept: mv {received} {verified}");
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string First(string expected, string actual)
    {
        var (old, now) = (expected.Split('\n'), actual.Split('\n'));
        var line = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1}:\n- {old.ElementAtOrDefault(line)}\n+ {now.ElementAtOrDefault(line)}";
    }
}
