namespace Flywheel.Expressions;

/// <summary>The pure functions that an expression may use: what is not here cannot be called.</summary>
/// <remarks>
/// Every engine gives the same answer, or NULL, or an error (overflow, the logarithm of zero, the root of a negative number).
/// A NULL argument gives NULL unless the sentence says otherwise. Integers stay within 64 bits. Text is compared byte by byte.
/// </remarks>
public static class Functions
{
    private static readonly Parameter TruncUnit = Parameter.Word("second", "minute", "hour", "day", "week", "month", "quarter", "year");
    private static readonly Parameter DiffUnit = Parameter.Word("second", "minute", "hour", "day");
    private static readonly Parameter Places = Parameter.Whole(0, 15);
    private static readonly Parameter Count = Parameter.Whole(0, 1_000_000);
    private static readonly Parameter Position = Parameter.Whole(1, 1_000_000);
    private const string PowerOfTen = "CAST('1e' || {1} AS DOUBLE PRECISION)";
    private static readonly SqlType[] Numbers = [SqlType.Integer, SqlType.Double];
    private static readonly SqlType[] Moments = [SqlType.Date, SqlType.Timestamp];

    // csharpier-ignore - a table, one entry a line
    public static IReadOnlyList<Function> All { get; } =
    [
        .. Each(Numbers, t => new("+", [t, t], t, "({0} + {1})", "({0} + {1})", "The sum.")),
        .. Each(Numbers, t => new("-", [t, t], t, "({0} - {1})", "({0} - {1})", "The difference.")),
        .. Each(Numbers, t => new("*", [t, t], t, "({0} * {1})", "({0} * {1})", "The product.")),
        .. Each(Numbers, t => new("-", [t], t, "(- {0})", "(- {0})", "The number with its sign turned.")),
        new("/", [SqlType.Double, SqlType.Double], SqlType.Double, "divide({0}, {1})", "({0} / nullif({1}, 0))", "The quotient, always a Double; NULL when the divisor is 0."),
        new("//", [SqlType.Integer, SqlType.Integer], SqlType.Integer, "({0} // {1})", "({0} / nullif({1}, 0))", "The whole quotient, cut towards 0, so -7 // 2 is -3; NULL when the divisor is 0."),
        new("%", [SqlType.Integer, SqlType.Integer], SqlType.Integer, "({0} % {1})", "({0} % nullif({1}, 0))", "The remainder of //, with the sign of the dividend, so -7 % 2 is -1; NULL when the divisor is 0."),
        .. Each(Numbers, t => new("abs", [t], t, "abs({0})", "abs({0})", "The size without the sign.")),
        .. Each(Numbers, t => new("sign", [t], SqlType.Integer, "CAST(sign({0}) AS BIGINT)", "CAST(sign({0}) AS BIGINT)", "-1, 0 or 1.")),
        new("ceil", [SqlType.Double], SqlType.Double, "ceil({0})", "ceil({0})", "The next whole number upwards, as a Double."),
        new("floor", [SqlType.Double], SqlType.Double, "floor({0})", "floor({0})", "The next whole number downwards, as a Double."),
        new("trunc", [SqlType.Double], SqlType.Double, "trunc({0})", "trunc({0})", "The whole part, as a Double."),
        new("round", [SqlType.Double], SqlType.Double, "round({0})", Rounded("{0}"), "The nearest whole number, as a Double; a half goes away from 0."),
        new("round", [SqlType.Double, Places], SqlType.Double, "round({0}, {1})", $"({Rounded($"({{0}} * {PowerOfTen})")} / {PowerOfTen})", "The number times 10^places, rounded as by round, and divided again."),
        new("sqrt", [SqlType.Double], SqlType.Double, "sqrt({0})", "sqrt({0})", "The square root; an error below 0."),
        new("ln", [SqlType.Double], SqlType.Double, "ln({0})", "ln({0})", "The natural logarithm; an error at 0 and below."),
        new("exp", [SqlType.Double], SqlType.Double, "exp({0})", "exp({0})", "The exponential; beyond the range infinite on DuckDB, an error on PostgreSQL."),
        new("power", [SqlType.Double, SqlType.Double], SqlType.Double, "power({0}, {1})", "power({0}, {1})", "The first to the power of the second, as a Double; beyond the range infinite on DuckDB, an error on PostgreSQL."),
        .. Each([SqlType.Integer, SqlType.Double, SqlType.Date, SqlType.Timestamp], t => new("least", [t, t], t, "least({*})", "least({*})", "The smallest; NULLs are passed over.")),
        new("least", [SqlType.Text, SqlType.Text], SqlType.Text, "least({*})", "(least({*} COLLATE \"C\") COLLATE \"default\")", "The smallest by bytes; NULLs are passed over."),
        .. Each([SqlType.Integer, SqlType.Double, SqlType.Date, SqlType.Timestamp], t => new("greatest", [t, t], t, "greatest({*})", "greatest({*})", "The largest; NULLs are passed over.")),
        new("greatest", [SqlType.Text, SqlType.Text], SqlType.Text, "greatest({*})", "(greatest({*} COLLATE \"C\") COLLATE \"default\")", "The largest by bytes; NULLs are passed over."),
        .. Each(SqlTypes.OfColumns, t => new("coalesce", [t], t, "coalesce({*})", "coalesce({*})", "The first that is not NULL.")),
        .. Each(SqlTypes.OfColumns, t => new("nullif", [t, t], t, "nullif({0}, {1})", "nullif({0}, {1})", "NULL when both are equal, otherwise the first.")),
        new("lower", [SqlType.Text], SqlType.Text, "lower({0})", "lower({0})", "The text in small letters; beyond ASCII as far as PostgreSQL's LC_CTYPE knows them."),
        new("upper", [SqlType.Text], SqlType.Text, "upper({0})", "upper({0})", "The text in capitals; beyond ASCII as far as PostgreSQL's LC_CTYPE knows them."),
        new("length", [SqlType.Text], SqlType.Integer, "length({0})", "CAST(length({0}) AS BIGINT)", "The number of characters."),
        new("trim", [SqlType.Text], SqlType.Text, "trim({0}, ' ')", "btrim({0}, ' ')", "The text without spaces at its ends."),
        new("trim", [SqlType.Text, Parameter.SomeText], SqlType.Text, "trim({0}, {1})", "btrim({0}, {1})", "The text without any of the given characters at its ends."),
        new("substring", [SqlType.Text, Position], SqlType.Text, "substring({0}, {1})", "substring({0}, {1})", "The text from the given character on, counted from 1."),
        new("substring", [SqlType.Text, Position, Count], SqlType.Text, "substring({0}, {1}, {2})", "substring({0}, {1}, {2})", "So many characters from the given one on, counted from 1."),
        new("left", [SqlType.Text, Count], SqlType.Text, "left({0}, {1})", "left({0}, {1})", "The first characters."),
        new("right", [SqlType.Text, Count], SqlType.Text, "right({0}, {1})", "right({0}, {1})", "The last characters."),
        new("starts_with", [SqlType.Text, SqlType.Text], SqlType.Boolean, "starts_with({0}, {1})", "starts_with({0}, {1})", "The first begins with the second."),
        new("contains", [SqlType.Text, SqlType.Text], SqlType.Boolean, "contains({0}, {1})", "(strpos({0}, {1}) > 0)", "The first holds the second."),
        new("like", [SqlType.Text, SqlType.Text], SqlType.Boolean, "({0} LIKE {1})", "(({0} COLLATE \"C\") LIKE {1} ESCAPE '')", "The first matches the second, where % is any text and _ any character; written a LIKE b, without ESCAPE."),
        new("regexp_matches", [SqlType.Text, Parameter.Pattern], SqlType.Boolean, "regexp_matches({0}, {1})", "({0} ~ ('(?p)' || {1}))", "A part of the text matches the regular expression."),
        new("replace", [SqlType.Text, Parameter.SomeText, new Parameter(SqlType.Text, new ConstantRule("a text in quotes", value => value is string))], SqlType.Text, "replace({0}, {1}, {2})", "replace({0}, {1}, {2})", "The text with every occurrence replaced, by a text that is not longer."),
        new("||", [SqlType.Text, SqlType.Text], SqlType.Text, "({0} || {1})", "({0} || {1})", "Both texts, one after the other."),
        new("concat", [SqlType.Text], SqlType.Text, "concat({*})", "concat({*})", "All texts, one after the other; NULLs are passed over."),
        .. Each(Moments, t => Part(t, "second", "second", "The second of the minute, 0 to 59.")),
        .. Each(Moments, t => Part(t, "minute", "minute", "The minute of the hour, 0 to 59.")),
        .. Each(Moments, t => Part(t, "hour", "hour", "The hour of the day, 0 to 23.")),
        .. Each(Moments, t => Part(t, "day", "day", "The day of the month, 1 to 31.")),
        .. Each(Moments, t => Part(t, "isodow", "isodow", "The day of the week, Monday 1 to Sunday 7.")),
        .. Each(Moments, t => Part(t, "dayofyear", "doy", "The day of the year, 1 to 366.")),
        .. Each(Moments, t => Part(t, "week", "week", "The week of the ISO year, 1 to 53; it begins on Monday.")),
        .. Each(Moments, t => Part(t, "month", "month", "The month, 1 to 12.")),
        .. Each(Moments, t => Part(t, "quarter", "quarter", "The quarter, 1 to 4.")),
        .. Each(Moments, t => Part(t, "year", "year", "The year.")),
        .. Each(Moments, t => Part(t, "isoyear", "isoyear", "The year that the ISO week belongs to.")),
        .. Each(Moments, t => new("epoch", [t], SqlType.Double, "epoch({0})", "CAST(extract(epoch FROM {0}) AS DOUBLE PRECISION)", "Seconds since 1970.")),
        new("date_trunc", [TruncUnit, SqlType.Timestamp], SqlType.Timestamp, "date_trunc({0}, {1})", "date_trunc({0}, {1})", "The beginning of the unit that the time lies in; weeks begin on Monday."),
        new("date_trunc", [TruncUnit, SqlType.Date], SqlType.Date, "CAST(date_trunc({0}, {1}) AS DATE)", "CAST(date_trunc({0}, CAST({1} AS TIMESTAMP)) AS DATE)", "The first day of the unit that the day lies in."),
        .. Each(Moments, t => new("date_diff", [DiffUnit, t, t], SqlType.Integer, "date_diff({0}, {1}, {2})", "CAST(round(extract(epoch FROM (date_trunc({0}, CAST({2} AS TIMESTAMP)) - date_trunc({0}, CAST({1} AS TIMESTAMP)))) / extract(epoch FROM CAST('1 ' || {0} AS INTERVAL))) AS BIGINT)", "How many times the unit begins between the first and the second.")),
        .. Each(["seconds", "minutes", "hours", "days", "weeks", "months", "years"], unit => new Function($"to_{unit}", [SqlType.Integer], SqlType.Interval, $"to_{unit}({{0}})", $"({{0}} * INTERVAL '1 {unit[..^1]}')", $"A span of so many {unit}; also written INTERVAL n {unit.ToUpperInvariant()}.")),
        .. Each(Moments, t => new("+", [t, SqlType.Interval], SqlType.Timestamp, "({0} + {1})", "({0} + {1})", "The time so much later.")),
        .. Each(Moments, t => new("-", [t, SqlType.Interval], SqlType.Timestamp, "({0} - {1})", "({0} - {1})", "The time so much earlier.")),
    ];

    /// <summary>Other names under which SQL knows a listed function.</summary>
    public static IReadOnlyDictionary<string, string> Aliases { get; } =
        new Dictionary<string, string>
        {
            ["divide"] = "/",
            ["~~"] = "like",
            ["ceiling"] = "ceil",
            ["pow"] = "power",
            ["len"] = "length",
            ["char_length"] = "length",
            ["substr"] = "substring",
            ["prefix"] = "starts_with",
            ["isoweek"] = "week",
            ["weekofyear"] = "week",
            ["doy"] = "dayofyear",
            ["dayofmonth"] = "day",
            ["datediff"] = "date_diff",
            ["datetrunc"] = "date_trunc",
        };

    /// <summary>All names, in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(f => f.Name).Distinct()];

    internal static string NamesText { get; } = string.Join(", ", Names);

    /// <summary>A call by the name in the table, whatever the text called it.</summary>
    internal static Node Named(int at, string name, IReadOnlyList<Node> arguments)
    {
        if (name == "!~~")
        {
            return new Not(at, new Call(at, "like", arguments));
        }

        var isPart = name == "date_part" && arguments is [Literal { Value: string }, _];
        var called = isPart ? ((string)((Literal)arguments[0]).Value!).ToLowerInvariant() : name;
        return new Call(at, Aliases.GetValueOrDefault(called, called), isPart ? [arguments[1]] : arguments);
    }

    private static IEnumerable<Function> Each<T>(IEnumerable<T> of, Func<T, Function> entry) => of.Select(entry);

    private static Function Part(SqlType of, string name, string field, string sentence) =>
        new(name, [of], SqlType.Integer, $"{name}({{0}})", $"CAST(floor(extract({field} FROM {{0}})) AS BIGINT)", sentence);

    // PostgreSQL rounds a Double's half to even and a NUMERIC's away from 0; by way of its text, a Double becomes NUMERIC unchanged.
    private static string Rounded(string text) => $"CAST(round(CAST(CAST({text} AS TEXT) AS NUMERIC)) AS DOUBLE PRECISION)";
}
