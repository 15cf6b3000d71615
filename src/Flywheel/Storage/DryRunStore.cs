namespace Flywheel.Storage;

/// <summary>A store whose documents are only remembered: a dry run's. Its objects are named by nothing, so that nobody sees them.</summary>
/// <param name="below">What is there.</param>
public sealed class DryRunStore(IStore below) : IStore
{
    private readonly Dictionary<string, string?> documents = new(StringComparer.Ordinal);

    public string Take(string file) => below.Take(file);

    public string Put(ReadOnlySpan<byte> bytes) => below.Put(bytes);

    public bool Has(string hash) => below.Has(hash);

    public string PathOf(string hash) => below.PathOf(hash);

    public string Scratch() => below.Scratch();

    public void Write(string name, string text) => documents[name] = text;

    public string? Read(string name) => documents.TryGetValue(name, out var text) ? text : below.Read(name);

    public void Delete(string name) => documents[name] = null;

    /// <summary>Nothing is discarded: the bytes are those that others see.</summary>
    public void Discard(string hash) { }

    public IReadOnlyList<StoredObject> Objects() => below.Objects();

    public IReadOnlyList<string> List(string prefix)
    {
        var names = below
            .List(prefix)
            .Concat(documents.Keys.Where(name => name.StartsWith(prefix + "/", StringComparison.Ordinal)))
            .Distinct()
            .Where(name => Read(name) is not null)
            .ToList();
        names.Sort(StringComparer.Ordinal);
        return names;
    }
}
