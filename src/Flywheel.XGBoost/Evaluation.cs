using System.Globalization;
using System.Runtime.InteropServices;

namespace Flywheel.XGBoost;

/// <summary>Metrics of a booster on the validation rows.</summary>
internal static unsafe class Evaluation
{
    // Stands before every metric in XGBoost's text, whatever the rows are called elsewhere.
    private const string Prefix = "v-";

    internal static Score[] Of(BoosterHandle booster, int round, Validation validation)
    {
        using var lent = new Loan(booster);
        using var rows = new Loan(validation.Matrix.Handle);
        var matrix = rows.Pointer;
        var code = NativeMethods.XGBoosterEvalOneIter(booster, round - 1, &matrix, ["v"], 1, out var text);
        NativeMethods.Check(code, $"evaluate '{validation.Name}'");
        return Read(Marshal.PtrToStringUTF8(text)!, round, validation.Name);
    }

    /// <summary>Reads a line such as <c>[0]⇥v-auc:0.67⇥v-logloss:0.51</c>; XGBoost writes 17 digits, so nothing is lost.</summary>
    /// <exception cref="XGBoostException">A metric is not a number.</exception>
    internal static Score[] Read(string line, int round, string name) =>
        [
            .. line.Split('\t')
                .Skip(1)
                .Select(part =>
                {
                    var colon = part.LastIndexOf(':');
                    var metric = part[Prefix.Length..colon];
                    return
                        double.TryParse(part.AsSpan(colon + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                        && double.IsFinite(value)
                        ? new Score(metric, value)
                        : throw new XGBoostException(
                            $"{metric} of '{name}' is not a number in round {round}: the rows do not suit the metric, "
                                + "e.g. AUC needs rows of both classes."
                        );
                }),
        ];
}
