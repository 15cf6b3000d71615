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

    protected override bool ReleaseHandle() => NativeMethods.XGBoosterFree(handle) == 0;
}

/// <summary>A raw pointer, for calls that take arrays of handles: what it points to is not freed before the loan ends.</summary>
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
