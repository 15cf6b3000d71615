namespace Flywheel.Storage;

/// <summary>Files by name somewhere else, such as an object store: what a store's command does.</summary>
public interface IRemote
{
    /// <summary>Puts files under names in their order, each replacing the one of its name; when it returns, they are there to stay.</summary>
    void Put(IReadOnlyList<(string Name, string File)> files);

    /// <summary>Writes the file of a name to a path.</summary>
    /// <returns>Whether there is one.</returns>
    bool Get(string name, string file);

    /// <summary>What is there below a prefix.</summary>
    IReadOnlyList<RemoteFile> List(string prefix);

    /// <summary>Removes a file, if it is there.</summary>
    void Delete(string name);
}

/// <summary>A file as a remote lists it.</summary>
/// <param name="Bytes">How many, or 0 where the remote does not say.</param>
/// <param name="Tag">Anything that is another when the file is another; empty where the remote does not say.</param>
public sealed record RemoteFile(string Name, long Bytes = 0, string Tag = "");
