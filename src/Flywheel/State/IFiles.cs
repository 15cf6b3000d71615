namespace Flywheel.State;

/// <summary>The files that git holds, at one revision or in the working tree, by path from the repository's root.</summary>
public interface IFiles
{
    /// <summary>The file's text with LF, or null.</summary>
    string? Read(string path);

    /// <summary>The file's text with the line ends that it has, for values may hold any of them; or null.</summary>
    string? ReadExactly(string path) => Read(path);

    /// <summary>Paths of the files below a folder, in byte order.</summary>
    IReadOnlyList<string> List(string folder);
}

/// <summary>Files that a turn may propose changes to.</summary>
public interface IWorkingTree : IFiles
{
    /// <summary>Writes a file whole or not at all; leaves it untouched when its text is the same.</summary>
    void Write(string path, string text);

    /// <summary>Removes a file, if it is there.</summary>
    void Delete(string path);
}
