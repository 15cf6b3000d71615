using Flywheel.Yaml;

namespace Flywheel.State;

/// <summary>The YAML files that the loop writes: manifests and the deployment.</summary>
public static class Documents
{
    /// <param name="comment">First line, which says what the file is.</param>
    /// <param name="entries">Keys in order with values as <see cref="YamlWriter"/> takes them; an absent value is left out.</param>
    public static string Write(string comment, IEnumerable<(string Key, object? Value)> entries) =>
        $"# {comment}\n{YamlWriter.Write(Map(entries))}";

    public static OrderedDictionary<string, object?> Map(IEnumerable<(string Key, object? Value)> entries)
    {
        var map = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
        {
            if (value is not null)
            {
                map.Add(key, value);
            }
        }

        return map;
    }

    /// <summary>A map on one line.</summary>
    public static Flow Flow(IEnumerable<(string Key, object? Value)> entries) => new(Map(entries));

    /// <exception cref="RefusedException">The file is not what the loop writes; all faults are named.</exception>
    public static T Read<T>(string path, string text)
        where T : class
    {
        var bound = Binder.ReadWritten<T>(path, text);
        return bound.Value
            ?? throw new RefusedException(
                ExitCode.Mistake,
                string.Join('\n', bound.Faults) + $"\nTake it from git again: git checkout -- {path}"
            );
    }
}
