using System.Globalization;

namespace Flywheel.XGBoost;

/// <summary>Creating a booster and setting its parameters.</summary>
internal static unsafe class Native
{
    /// <summary>A booster that knows its matrices, which tell it its number of columns.</summary>
    internal static BoosterHandle Create(ReadOnlySpan<nint> matrices)
    {
        fixed (nint* first = matrices)
        {
            NativeMethods.Check(NativeMethods.XGBoosterCreate(first, (ulong)matrices.Length, out var booster), "create a booster");
            Set(booster, "verbosity", "0");
            return booster;
        }
    }

    internal static void Set(BoosterHandle booster, string name, string value) =>
        NativeMethods.Check(NativeMethods.XGBoosterSetParam(booster, name, value), $"set {name} to {value}");

    internal static string Threads(int asked) => (asked > 0 ? asked : XGBoostLibrary.Threads).ToString(CultureInfo.InvariantCulture);
}
