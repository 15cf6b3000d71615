using System.Globalization;

namespace Flywheel.XGBoost;

/// <summary>The values that a parameter takes. The rule that checks a value also prints itself.</summary>
public abstract record ParameterKind
{
    /// <summary>What is accepted, to stand after "is": e.g. <c>a number in (0, 1]</c>.</summary>
    public abstract string Range { get; }

    /// <summary>Whether XGBoost would understand the text.</summary>
    public abstract bool Accepts(string value);

    /// <summary>A finite number.</summary>
    /// <param name="Least">Lower end.</param>
    /// <param name="Most">Upper end, itself accepted when finite unless <paramref name="Open"/> says otherwise.</param>
    /// <param name="Open">Which ends are outside.</param>
    public sealed record Number(double Least, double Most = double.PositiveInfinity, Ends Open = Ends.None) : ParameterKind
    {
        /// <inheritdoc/>
        public override string Range
        {
            get
            {
                var left = Open.HasFlag(Ends.Lower) || double.IsInfinity(Least) ? '(' : '[';
                var right = Open.HasFlag(Ends.Upper) || double.IsInfinity(Most) ? ')' : ']';
                return $"a number in {left}{Text(Least)}, {Text(Most)}{right}";
            }
        }

        /// <inheritdoc/>
        public override bool Accepts(string value) =>
            double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            && (Open.HasFlag(Ends.Lower) ? number > Least : number >= Least)
            && (Open.HasFlag(Ends.Upper) ? number < Most : number <= Most);

        private static string Text(double end) =>
            double.IsPositiveInfinity(end) ? "∞"
            : double.IsNegativeInfinity(end) ? "-∞"
            : end.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number.</summary>
    /// <param name="Least">Smallest that is accepted.</param>
    /// <param name="Most">Largest that is accepted.</param>
    public sealed record Integer(int Least, int Most = int.MaxValue) : ParameterKind
    {
        /// <inheritdoc/>
        public override string Range => Most == int.MaxValue ? $"a whole number from {Least}" : $"a whole number from {Least} to {Most}";

        /// <inheritdoc/>
        public override bool Accepts(string value) =>
            int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= Least
            && number <= Most;
    }

    /// <summary>Yes or no.</summary>
    public sealed record Flag : ParameterKind
    {
        /// <inheritdoc/>
        public override string Range => "true or false";

        /// <inheritdoc/>
        public override bool Accepts(string value) => value is "true" or "false" or "1" or "0";
    }

    /// <summary>One word of a list.</summary>
    /// <param name="Words">The list.</param>
    public sealed record Word(params string[] Words) : ParameterKind
    {
        /// <inheritdoc/>
        public override string Range => Words.Length == 1 ? Words[0] : $"one of {string.Join(", ", Words)}";

        /// <inheritdoc/>
        public override bool Accepts(string value) => Words.Contains(value, StringComparer.Ordinal);
    }

    /// <summary>Metrics, parted by commas; the last one decides when training stops early.</summary>
    public sealed record Metrics : ParameterKind
    {
        private static readonly string[] Plain =
        [
            .. "rmse rmsle mae mape mphe logloss error merror mlogloss auc aucpr".Split(' '),
            .. "poisson-nloglik gamma-nloglik gamma-deviance cox-nloglik".Split(' '),
        ];

        /// <inheritdoc/>
        public override string Range => $"one or more, parted by commas, of {string.Join(", ", Plain)}, error@t, tweedie-nloglik@p";

        /// <inheritdoc/>
        public override bool Accepts(string value) => Split(value).All(Known);

        /// <summary>The metrics in a value, in order.</summary>
        internal static string[] Split(string value) => value.Split(',', StringSplitOptions.TrimEntries);

        private static bool Known(string metric) =>
            metric.Split('@') switch
            {
                [var name] => Plain.Contains(name, StringComparer.Ordinal),
                ["error", var threshold] => new Number(0, 1).Accepts(threshold),
                ["tweedie-nloglik", var power] => new Number(1, 2).Accepts(power),
                _ => false,
            };
    }

    /// <summary>A text in brackets that XGBoost reads itself, e.g. <c>(1,0,-1)</c> or <c>[[0, 1], [2, 3]]</c>.</summary>
    /// <param name="Example">What it looks like.</param>
    /// <param name="Characters">All characters that may occur.</param>
    public sealed record Bracketed(string Example, string Characters) : ParameterKind
    {
        /// <inheritdoc/>
        public override string Range => $"a list like {Example}";

        /// <inheritdoc/>
        public override bool Accepts(string value) =>
            value.Length > 2
            && value[0] == Example[0]
            && value[^1] == Example[^1]
            && value.All(c => Characters.Contains(c, StringComparison.Ordinal));
    }
}

/// <summary>Ends of a range that lie outside it.</summary>
[Flags]
public enum Ends
{
    /// <summary>Both ends are inside.</summary>
    None = 0,

    /// <summary>The lower end is outside.</summary>
    Lower = 1,

    /// <summary>The upper end is outside.</summary>
    Upper = 2,

    /// <summary>Both ends are outside.</summary>
    Both = Lower | Upper,
}
