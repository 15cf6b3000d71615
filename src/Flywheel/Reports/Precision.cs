using System.Globalization;
using System.Text.RegularExpressions;
using Flywheel.State;

namespace Flywheel.Reports;

/// <summary>Whether a fresh report says more than the one that is there, or only prints its last digits otherwise.</summary>
/// <remarks>
/// Another machine may move a number by less than is printed, and a rounding border makes a digit of it. Two texts say the same where their
/// words, whole numbers and dates are equal and each decimal number is at most one unit of its last printed digit off: one that moved by up
/// to half a unit always is, one that moved by two never. Of the reports of a turn all are kept or all are written, so none is half one run's
/// and half another's; and the ledger among them holds the turn's time, candidate and strategy, so other turns and edited limits never are.
/// What is decided is decided before rounding, and a decision is a word.
/// </remarks>
public static partial class Precision
{
    /// <summary>Whether each text says what the file says that is there.</summary>
    public static bool SayTheSame(IFiles there, IReadOnlyDictionary<string, string> fresh) =>
        fresh.All(file => there.Read(file.Key) is { } old && SayTheSame(old, file.Value));

    public static bool SayTheSame(string old, string fresh)
    {
        if (old == fresh)
        {
            return true;
        }

        var (before, now) = (Numbers().Matches(old), Numbers().Matches(fresh));
        if (before.Count != now.Count)
        {
            return false;
        }

        var (atOld, atFresh) = (0, 0);
        for (var i = 0; i < before.Count; i++)
        {
            var (was, isNow) = (before[i], now[i]);
            if (
                !old.AsSpan(atOld, was.Index - atOld).SequenceEqual(fresh.AsSpan(atFresh, isNow.Index - atFresh))
                || !AreNear(was.Value, isNow.Value)
            )
            {
                return false;
            }

            (atOld, atFresh) = (was.Index + was.Length, isNow.Index + isNow.Length);
        }

        return old.AsSpan(atOld).SequenceEqual(fresh.AsSpan(atFresh));
    }

    private static bool AreNear(string old, string fresh)
    {
        if (old == fresh)
        {
            return true;
        }

        // A picture writes 12 for 12.00, so the finer of the two says what the last digit is; of two whole numbers each counts something.
        var decimals = Math.Max(Decimals(old), Decimals(fresh));
        return decimals is > 0 and < 12 && Value(old) is { } was && Value(fresh) is { } now && Math.Abs(was - now) <= Unit(decimals);
    }

    private static int Decimals(string number) =>
        number.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? number.Length - point - 1 : 0;

    private static decimal Unit(int decimals) => new(1, 0, 0, isNegative: false, (byte)decimals);

    private static decimal? Value(string number) =>
        decimal.TryParse(
            number.Replace('−', '-'),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : null;

    [GeneratedRegex(@"[-+−]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")]
    private static partial Regex Numbers();
}
