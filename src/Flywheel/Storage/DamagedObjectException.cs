namespace Flywheel.Storage;

/// <summary>The store does not hold the bytes that a hash names.</summary>
public sealed class DamagedObjectException(string hash, string path, string why) : Exception($"{path}: {why}")
{
    public string Hash { get; } = hash;

    /// <summary>Where the bytes should be, relative to the working folder where that is possible.</summary>
    public string Path { get; } = path;
}
