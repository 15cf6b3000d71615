using Flywheel.State;
using Flywheel.Storage;

namespace Flywheel.Tests.Infra;

/// <summary>Counts the writes of a process and ends it, so to speak, before one of them.</summary>
/// <param name="fatal">Number of the write that is not done any more, from 1.</param>
public sealed class Mortal(int fatal)
{
    public int Writes { get; private set; }

    public void BeforeWrite()
    {
        if (++Writes >= fatal)
        {
            throw new DiedException();
        }
    }
}

/// <summary>The process is gone.</summary>
public sealed class DiedException : Exception;

/// <summary>A store whose process dies at one of its writes.</summary>
public sealed class MortalStore(IStore store, Mortal life) : IStore
{
    public string Take(string file)
    {
        life.BeforeWrite();
        return store.Take(file);
    }

    public string Put(ReadOnlySpan<byte> bytes)
    {
        life.BeforeWrite();
        return store.Put(bytes);
    }

    public void Write(string name, string text)
    {
        life.BeforeWrite();
        store.Write(name, text);
    }

    public void Delete(string name)
    {
        life.BeforeWrite();
        store.Delete(name);
    }

    public void Discard(string hash)
    {
        life.BeforeWrite();
        store.Discard(hash);
    }

    public bool Has(string hash) => store.Has(hash);

    public string PathOf(string hash) => store.PathOf(hash);

    public string? Read(string name) => store.Read(name);

    public IReadOnlyList<string> List(string prefix) => store.List(prefix);

    public IReadOnlyList<StoredObject> Objects() => store.Objects();

    public string Scratch() => store.Scratch();
}

/// <summary>A working tree whose process dies at one of its writes.</summary>
public sealed class MortalTree(IWorkingTree files, Mortal life) : IWorkingTree
{
    public void Write(string path, string text)
    {
        life.BeforeWrite();
        files.Write(path, text);
    }

    public void Delete(string path)
    {
        life.BeforeWrite();
        files.Delete(path);
    }

    public string? Read(string path) => files.Read(path);

    public IReadOnlyList<string> List(string folder) => files.List(folder);
}
