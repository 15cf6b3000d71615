namespace Flywheel.Yaml;

/// <summary>Reads a YAML file into a record, strictly: every mistake is a fault with its place, and all are told at once.</summary>
public static class Binder
{
    /// <summary>Reads a text; <paramref name="file"/> is its name as faults show it.</summary>
    public static Bound<T> Read<T>(string file, string text)
        where T : class
    {
        var faults = new Faults();
        return Bind<T>(file, Composer.Read(file, text, faults), faults);
    }

    /// <summary>Reads a text that the loop has written, which may be larger than a person would read.</summary>
    public static Bound<T> ReadWritten<T>(string file, string text)
        where T : class
    {
        var faults = new Faults();
        return Bind<T>(file, Composer.Read(file, text, faults, YamlGuards.MaxWrittenBytes), faults);
    }

    /// <summary>Reads a file; faults show it as <paramref name="shownAs"/>, e.g. relative to the repository, or else by its path.</summary>
    public static Bound<T> ReadFile<T>(string path, string? shownAs = null)
        where T : class
    {
        var faults = new Faults();
        var file = shownAs ?? path;
        var text = YamlFile.Read(path, file, faults);
        return Bind<T>(file, text is null ? null : Composer.Read(file, text, faults), faults);
    }

    private static Bound<T> Bind<T>(string file, YamlNode? root, Faults faults)
        where T : class
    {
        var binding = new Binding(faults);
        var value = root is null ? null : (T?)binding.Bind(root, Shape.Of(typeof(T)), Slot.Root);
        return new Bound<T>(faults.Count == 0 ? value : null, faults, file, binding.Nodes, binding.Keys);
    }
}
