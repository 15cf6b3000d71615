namespace Flywheel.XGBoost;

/// <summary>A model as bytes and back.</summary>
internal static unsafe class ModelBytes
{
    internal static byte[] Save(BoosterHandle booster)
    {
        using var loan = new Loan(booster);
        var code = NativeMethods.XGBoosterSaveModelToBuffer(booster, """{"format":"ubj"}""", out var length, out var first);
        NativeMethods.Check(code, "save a model");
        return new ReadOnlySpan<byte>(first, checked((int)length)).ToArray();
    }

    /// <summary>The model as it was after its first rounds.</summary>
    internal static byte[] SaveRounds(BoosterHandle booster, int rounds)
    {
        NativeMethods.Check(NativeMethods.XGBoosterSlice(booster, 0, rounds, 1, out var slice), "cut a model back");
        using (slice)
        {
            return Save(slice);
        }
    }

    /// <summary>A booster without parameters: those are no part of a model.</summary>
    internal static BoosterHandle Load(ReadOnlySpan<byte> bytes)
    {
        if (!UniversalBinaryJson.IsWhole(bytes))
        {
            throw new XGBoostException(
                $"These {bytes.Length} bytes are no whole XGBoost model in ubj form: other content, or damaged on the way."
            );
        }

        var booster = BoosterHandle.Create([]);
        try
        {
            fixed (byte* first = bytes)
            {
                NativeMethods.Check(NativeMethods.XGBoosterLoadModelFromBuffer(booster, first, (ulong)bytes.Length), "read a model");
            }

            return booster;
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }
}
