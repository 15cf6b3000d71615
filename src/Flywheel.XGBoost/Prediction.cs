using System.Text.Unicode;

namespace Flywheel.XGBoost;

/// <summary>Asks a booster for predictions and copies them out.</summary>
internal static unsafe class Prediction
{
    /// <summary>XGBoost's numbers for what a prediction holds.</summary>
    internal enum Kind
    {
        Value = 0,
        Margin = 1,
        Contributions = 2,
    }

    internal static float[] FromMatrix(BoosterHandle booster, DMatrixHandle matrix, Kind kind, int rounds = 0)
    {
        using var loan = new Loan(booster);

        // 0 is all rounds; early stopping has already cut the model back.
        var config = $$"""{"type":{{(int)kind}},"training":false,"iteration_begin":0,"iteration_end":{{rounds}},"strict_shape":false}""";
        var code = NativeMethods.XGBoosterPredictFromDMatrix(booster, matrix, config, out var shape, out var dimensions, out var values);
        NativeMethods.Check(code, "predict");
        return new ReadOnlySpan<float>(values, Length(shape, dimensions)).ToArray();
    }

    internal static void InPlace(BoosterHandle booster, ReadOnlySpan<float> values, int columns, Span<float> predictions)
    {
        if (values.IsEmpty)
        {
            return;
        }

        using var loan = new Loan(booster);
        var config =
            """{"type":0,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false,"missing":NaN,"cache_id":0}"""u8;
        Span<byte> description = stackalloc byte[160];
        fixed (float* first = values)
        fixed (byte* configuration = config)
        fixed (byte* text = description)
        {
            // NumPy's array interface: an address, "read only", and a shape. The last byte stays 0, as C wants it.
            _ = Utf8.TryWrite(
                description[..^1],
                $$"""{"data":[{{(nuint)first}},true],"shape":[{{values.Length / columns}},{{columns}}],"typestr":"<f4","version":3}""",
                out _
            );
            var code = NativeMethods.XGBoosterPredictFromDense(
                booster,
                text,
                configuration,
                0,
                out var shape,
                out var dimensions,
                out var result
            );
            NativeMethods.Check(code, "predict");
            var length = Length(shape, dimensions);
            if (length != predictions.Length)
            {
                throw new ArgumentException($"{length} predictions do not fit into {predictions.Length} places.", nameof(predictions));
            }

            new ReadOnlySpan<float>(result, length).CopyTo(predictions);
        }
    }

    private static int Length(ulong* shape, ulong dimensions)
    {
        var length = 1UL;
        for (var i = 0UL; i < dimensions; i++)
        {
            length = checked(length * shape[i]);
        }

        return checked((int)length);
    }
}
