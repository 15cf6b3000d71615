namespace Flywheel.Storage;

/// <summary>A store to make things again in: it sees what production wrote into another one, and nothing that was made of it.</summary>
/// <param name="primary">Only read.</param>
/// <param name="made">Where everything new goes.</param>
public sealed class CleanStore(IStore primary, IStore made) : IStore
{
    public string Take(string file) => made.Take(file);

    public string Put(ReadOnlySpan<byte> bytes) => made.Put(bytes);

    public bool Has(string hash) => made.Has(hash) || primary.Has(hash);

    public string PathOf(string hash) => made.Has(hash) ? made.PathOf(hash) : primary.PathOf(hash);

    public void Write(string name, string text) => made.Write(name, text);

    public string? Read(string name) => made.Read(name) ?? (IsPrimary(name) ? primary.Read(name) : null);

    public IReadOnlyList<string> List(string prefix) =>
        [.. made.List(prefix).Union(IsPrimary(prefix + "/") ? primary.List(prefix) : []).Order(StringComparer.Ordinal)];

    public string Scratch() => made.Scratch();

    public void Delete(string name) => made.Delete(name);

    public IReadOnlyList<StoredObject> Objects() => made.Objects();

    public void Discard(string hash) => made.Discard(hash);

    private static bool IsPrimary(string name) => StoredNames.Of(name) == Holding.Primary;
}
