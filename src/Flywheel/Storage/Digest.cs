using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Flywheel.Storage;

/// <summary>SHA-256 of text, and of the values of a record.</summary>
public static class Digest
{
    /// <summary>Digits that are enough for people to tell two digests apart.</summary>
    public const int Shown = 12;

    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Of(params IEnumerable<string> parts) => Of(string.Join('\n', parts));

    public static string OfRecord<T>(T record) => Of(JsonSerializer.Serialize(record, Json.Options));
}
