using System.Globalization;
using System.Text.Json.Nodes;

namespace Flywheel.Yaml;

/// <summary>The table of single values that strategies are made of.</summary>
internal static class Scalars
{
    private static readonly CultureInfo _invariant = CultureInfo.InvariantCulture;

    private static readonly Dictionary<Type, ScalarShape> _table = new ScalarShape[]
    {
        new(typeof(string), "a text", "text", FaultCodes.NotReadable) { Read = (text, _) => (text, ""), Schema = () => Typed("string") },
        new(typeof(bool), "true or false", "true", FaultCodes.NotBoolean)
        {
            IsPlainOnly = true,
            Read = (text, _) => (text is "true" or "false" ? text is "true" : null, "Only 'true' and 'false' are truth values."),
            Schema = () => Typed("boolean"),
        },
        new(typeof(int), "a whole number", "1", FaultCodes.NotNumber)
        {
            IsPlainOnly = true,
            Read = (text, _) =>
                (
                    int.TryParse(text, NumberStyles.AllowLeadingSign, _invariant, out var value) ? value : null,
                    "A whole number has digits only and lies between -2147483648 and 2147483647."
                ),
            Schema = () => Typed("integer"),
        },
        new(typeof(long), "a whole number", "1", FaultCodes.NotNumber)
        {
            IsPlainOnly = true,
            Read = (text, _) =>
                (
                    long.TryParse(text, NumberStyles.AllowLeadingSign, _invariant, out var value) ? value : null,
                    "A whole number has digits only and 64 bits."
                ),
            Schema = () => Typed("integer"),
        },
        new(typeof(double), "a number", "0.5", FaultCodes.NotNumber)
        {
            IsPlainOnly = true,
            Read = (text, _) =>
                (
                    double.TryParse(text, Decimals, _invariant, out var value) && double.IsFinite(value) ? value : null,
                    "A number has digits, a point for its decimals, and an end."
                ),
            Schema = () => Typed("number"),
        },
        new(typeof(TimeSpan), "a duration", "7d", FaultCodes.NotDuration)
        {
            Read = (text, _) =>
                (
                    Duration.TryRead(text, out var value) ? value : null,
                    "A duration is a whole number and s, m, h, d or w, without a space."
                ),
            Plain = value => Duration.Text((TimeSpan)value),
            Schema = () => new JsonObject { ["type"] = "string", ["pattern"] = Duration.Pattern },
        },
        new(typeof(DateOnly), "a date", "2001-01-31", FaultCodes.NotDate)
        {
            Read = (text, _) =>
                (
                    DateOnly.TryParseExact(text, "yyyy-MM-dd", _invariant, DateTimeStyles.None, out var value) ? value : null,
                    "A date is a day of the calendar, written year-month-day."
                ),
            Schema = () => new JsonObject { ["type"] = "string", ["format"] = "date" },
        },
    }.ToDictionary(s => s.Type);

    private const NumberStyles Decimals = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The shape of a single value's type; null when the type is made of several.</summary>
    public static ScalarShape? Find(Type type) =>
        _table.TryGetValue(type, out var known) ? known
        : type.IsEnum ? Names(type)
        : type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IFromScalar<>)) ? SelfRead(type)
        : null;

    private static ScalarShape Names(Type type)
    {
        var values = Enum.GetNames(type).ToDictionary(KebabCase.Of, name => Enum.Parse(type, name), StringComparer.Ordinal);
        return new ScalarShape(type, Sentence.WithArticle(KebabCase.Of(type.Name)), values.Keys.First(), FaultCodes.UnknownName)
        {
            Names = [.. values.Keys],
            Read = (text, _) => (values.GetValueOrDefault(text), $"Known names: {Sentence.List(values.Keys)}."),
            Plain = value => KebabCase.Of(value.ToString()!),
            Schema = () => new JsonObject { ["enum"] = new JsonArray([.. values.Keys.Select(k => JsonValue.Create(k))]) },
        };
    }

    private static ScalarShape SelfRead(Type type) =>
        (ScalarShape)
            typeof(Scalars)
                .GetMethod(nameof(SelfReadOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(type)
                .Invoke(null, null)!;

    private static ScalarShape SelfReadOf<T>()
        where T : IFromScalar<T> =>
        new(typeof(T), T.Noun, T.Sample, T.FaultCode)
        {
            Read = (text, at) => T.TryRead(text, at, out var value, out var problem) ? (value, "") : (null, Sentence.End(problem)),
            Plain = value => ((T)value).Text,
            // An editor reads `hour: 1` as a number before the schema is asked.
            Schema = () => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
        };

    private static JsonObject Typed(string type) => new() { ["type"] = type };
}
