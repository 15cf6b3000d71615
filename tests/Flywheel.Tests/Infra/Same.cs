namespace Flywheel.Tests.Infra;

/// <summary>Compares sets of files, and shows the first line that differs.</summary>
public static class Same
{
    public static void Files(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual, string after = "")
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (path, text) in expected)
        {
            var (old, now) = (text.Split('\n'), actual[path].Split('\n'));
            var line = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.True(
                text == actual[path],
                $"{after} {path}, line {line + 1}:\n- {old.ElementAtOrDefault(line)}\n+ {now.ElementAtOrDefault(line)}"
            );
        }
    }
}
