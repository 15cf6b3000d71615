namespace Flywheel.XGBoost;

/// <summary>Facts about the XGBoost library that was loaded.</summary>
public static class XGBoostLibrary
{
    /// <summary>Version of the library, e.g. 1.7.4.</summary>
    /// <exception cref="DllNotFoundException">The library is missing; the message says what to type.</exception>
    public static Version Version
    {
        get
        {
            NativeMethods.XGBoostVersion(out var major, out var minor, out var patch);
            return new Version(major, minor, patch);
        }
    }

    /// <summary>Threads where none are asked for: one for each core. A model's bytes do not depend on it.</summary>
    public static int Threads => Environment.ProcessorCount;

    internal static int ThreadsOr(int asked) => asked > 0 ? asked : Threads;
}
