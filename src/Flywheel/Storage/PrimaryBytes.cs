namespace Flywheel.Storage;

/// <summary>Paths to bytes that nothing can make again: where they are damaged, the turn stops and says how to get them back.</summary>
public static class PrimaryBytes
{
    /// <param name="what">What the bytes are, in words.</param>
    /// <exception cref="RefusedException">The store lacks the bytes, or has others under their hash.</exception>
    public static string PathOf(IStore store, string hash, string what)
    {
        try
        {
            return store.PathOf(hash);
        }
        catch (DamagedObjectException damaged)
        {
            throw new RefusedException(
                ExitCode.Lacking,
                $"{what} cannot be read: {damaged.Message}. Nothing makes these bytes again, so leave the rest as it is and put them back at "
                    + $"{damaged.Path} from a copy of the store (docs/stores.md, \"Primary and derived\"); then type the same command again."
            );
        }
    }
}
