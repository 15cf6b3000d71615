namespace Flywheel.Storage;

/// <summary>Bytes by their SHA-256, and small documents by name. Git holds what was decided; the store holds what it was decided on.</summary>
public interface IStore
{
    /// <summary>Prefix of documents that are named by the content they follow from: a replay shares them.</summary>
    const string ByContent = "by-content/";

    /// <summary>Takes a file into the store; the file is gone afterwards.</summary>
    /// <returns>SHA-256 of its bytes, 64 lower-case hexadecimal digits.</returns>
    string Take(string file);

    /// <summary>Keeps bytes.</summary>
    string Put(ReadOnlySpan<byte> bytes);

    bool Has(string hash);

    /// <summary>A local path to the bytes, checked against their hash once a process.</summary>
    /// <exception cref="DamagedObjectException">The bytes are missing or are not those of the hash.</exception>
    string PathOf(string hash);

    /// <summary>Writes a document whole or not at all, replacing the one of that name.</summary>
    /// <param name="name">Path-like: lower-case words, parted by slashes.</param>
    void Write(string name, string text);

    /// <summary>The document of that name, or null.</summary>
    string? Read(string name);

    /// <summary>Names of the documents below a prefix, such as <c>turns/shop</c>, in byte order; all of them below an empty one.</summary>
    IReadOnlyList<string> List(string prefix);

    /// <summary>Removes a document, if it is there.</summary>
    void Delete(string name);

    /// <summary>Every object, in order of its hash.</summary>
    IReadOnlyList<StoredObject> Objects();

    /// <summary>Removes an object that nothing names any more.</summary>
    void Discard(string hash);

    /// <summary>Returns when all that was written is there to stay: before anything outside the store names it.</summary>
    void Flush() { }

    /// <summary>A new path for a file that <see cref="Take"/> shall receive.</summary>
    string Scratch();
}

/// <summary>Bytes in a store, as its list shows them.</summary>
/// <param name="Hash">Their SHA-256.</param>
/// <param name="Bytes">How many.</param>
public sealed record StoredObject(string Hash, long Bytes);
