using System.Globalization;
using System.Runtime.InteropServices;

namespace Flywheel.XGBoost;

/// <summary>Owns one DMatrix of the library.</summary>
internal sealed class DMatrixHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => NativeMethods.XGDMatrixFree(handle) == 0;
}

/// <summary>Owns one Booster of the library.</summary>
internal sealed class BoosterHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <summary>An empty booster that knows its matrices, which tell it its number of columns.</summary>
    internal static unsafe BoosterHandle Create(ReadOnlySpan<nint> matrices)
    {
        fixed (nint* first = matrices)
        {
            NativeMethods.Check(NativeMethods.XGBoosterCreate(first, (ulong)matrices.Length, out var booster), "create a booster");

            // A library does not write to the console; what matters comes as an exception.
            booster.Set("verbosity", "0");
            return booster;
        }
    }

    internal void Set(string name, string value) =>
        NativeMethods.Check(NativeMethods.XGBoosterSetParam(this, name, value), $"set {name} to {value}");

    internal void SetThreads(int asked) => Set("nthread", XGBoostLibrary.ThreadsOr(asked).ToString(CultureInfo.InvariantCulture));

    protected override bool ReleaseHandle() => NativeMethods.XGBoosterFree(handle) == 0;
}

/// <summary>Keeps what a handle owns from being freed: for arrays of raw pointers, and while results in its memory are copied.</summary>
internal readonly ref struct Loan : IDisposable
{
    private readonly SafeHandle _owner;

    internal Loan(SafeHandle owner)
    {
        var lent = false;
        owner.DangerousAddRef(ref lent);
        _owner = owner;
    }

    internal nint Pointer => _owner.DangerousGetHandle();

    public void Dispose() => _owner.DangerousRelease();
}
