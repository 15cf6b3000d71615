using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flywheel.Storage;

/// <summary>How records are written in the store: kebab-case, indented, LF, the same bytes for the same values.</summary>
public static class Json
{
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
            DictionaryKeyPolicy = null,
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        };

    /// <summary>The same in one line.</summary>
    public static JsonSerializerOptions OneLine { get; } = new(Options) { WriteIndented = false };

    public static string Write<T>(T record) => JsonSerializer.Serialize(record, Options) + "\n";

    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException($"A {typeof(T).Name} is null.");
}
