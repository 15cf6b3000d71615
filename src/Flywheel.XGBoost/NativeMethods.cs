using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Flywheel.XGBoost;

/// <summary>The part of XGBoost's C API (xgboost/c_api.h, 1.7) that Flywheel calls.</summary>
/// <remarks>
/// Every call returns 0, or -1 with a text in <see cref="XGBGetLastError"/>. Memory behind a returned pointer belongs to the
/// library until the next call on the same thread: copy it at once.
/// </remarks>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "xgboost";

    /// <summary>Throws what XGBoost said about a failed call.</summary>
    /// <param name="code">What the call returned.</param>
    /// <param name="doing">What was tried, e.g. "load a model".</param>
    /// <exception cref="XGBoostException">The call failed.</exception>
    internal static void Check(int code, string doing)
    {
        if (code != 0)
        {
            var text = Marshal.PtrToStringUTF8(XGBGetLastError()) ?? "";
            throw new XGBoostException($"XGBoost cannot {doing}: {XGBoostException.FirstSentence(text)}");
        }
    }

    [LibraryImport(Library)]
    internal static partial void XGBoostVersion(out int major, out int minor, out int patch);

    [LibraryImport(Library)]
    internal static partial nint XGBGetLastError();

    [LibraryImport(Library)]
    internal static partial int XGDMatrixCreateFromMat_omp(
        float* values,
        ulong rows,
        ulong columns,
        float missing,
        out DMatrixHandle matrix,
        int threads
    );

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGDMatrixSetFloatInfo(DMatrixHandle matrix, string field, float* values, ulong length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGDMatrixSetStrFeatureInfo(DMatrixHandle matrix, string field, string[] values, ulong length);

    [LibraryImport(Library)]
    internal static partial int XGDMatrixFree(nint matrix);

    [LibraryImport(Library)]
    internal static partial int XGBoosterCreate(nint* matrices, ulong length, out BoosterHandle booster);

    [LibraryImport(Library)]
    internal static partial int XGBoosterFree(nint booster);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGBoosterSetParam(BoosterHandle booster, string name, string value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGBoosterSetStrFeatureInfo(BoosterHandle booster, string field, string[] values, ulong length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGBoosterGetStrFeatureInfo(BoosterHandle booster, string field, out ulong length, out nint* values);

    [LibraryImport(Library)]
    internal static partial int XGBoosterUpdateOneIter(BoosterHandle booster, int iteration, DMatrixHandle train);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGBoosterEvalOneIter(
        BoosterHandle booster,
        int iteration,
        nint* matrices,
        string[] names,
        ulong length,
        out nint text
    );

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGBoosterPredictFromDMatrix(
        BoosterHandle booster,
        DMatrixHandle matrix,
        string config,
        out ulong* shape,
        out ulong dimensions,
        out float* values
    );

    [LibraryImport(Library)]
    internal static partial int XGBoosterPredictFromDense(
        BoosterHandle booster,
        byte* arrayInterface,
        byte* config,
        nint proxy,
        out ulong* shape,
        out ulong dimensions,
        out float* values
    );

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGBoosterFeatureScore(
        BoosterHandle booster,
        string config,
        out ulong count,
        out nint* names,
        out ulong dimensions,
        out ulong* shape,
        out float* scores
    );

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGBoosterSaveModelToBuffer(BoosterHandle booster, string config, out ulong length, out byte* bytes);

    [LibraryImport(Library)]
    internal static partial int XGBoosterLoadModelFromBuffer(BoosterHandle booster, byte* bytes, ulong length);

    [LibraryImport(Library)]
    internal static partial int XGBoosterSlice(BoosterHandle booster, int begin, int end, int step, out BoosterHandle slice);

    [LibraryImport(Library)]
    internal static partial int XGBoosterBoostedRounds(BoosterHandle booster, out int rounds);

    [LibraryImport(Library)]
    internal static partial int XGBoosterGetNumFeature(BoosterHandle booster, out ulong columns);
}
