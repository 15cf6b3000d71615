using System.Collections.Concurrent;

namespace Flywheel.Tests.Infra;

/// <summary>What a shop's repository holds after some cycles, lived once a process: tests begin with a copy of their own.</summary>
public static class ShopHistory
{
    private static readonly ConcurrentDictionary<(bool Untidy, int Cycles), Lazy<IReadOnlyDictionary<string, byte[]>>> Lived = new();

    /// <summary>Puts store, production and proposals into a repository whose strategy is the shop's own.</summary>
    public static void CopyTo(TemporaryRepository repository, bool untidy, int cycles)
    {
        foreach (var (path, bytes) in Lived.GetOrAdd((untidy, cycles), key => new(() => Live(key.Untidy, key.Cycles))).Value)
        {
            var file = repository.PathOf(path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
    }

    private static Dictionary<string, byte[]> Live(bool untidy, int cycles)
    {
        using var repository = new TemporaryRepository(untidy);
        if (cycles > 1)
        {
            CopyTo(repository, untidy, cycles - 1);
        }

        repository.Arrive(cycles);
        repository.Turn(cycles);
        return Directory
            .EnumerateFiles(repository.Root, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(repository.Root, file), File.ReadAllBytes);
    }
}
