using System.Text;

namespace Flywheel.Yaml;

/// <summary>The text of a YAML file, read with its own faults: missing, too large, not UTF-8.</summary>
public static class YamlFile
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text without a byte order mark, or null and a fault that shows the file as <paramref name="shownAs"/>.</summary>
    public static string? Read(string path, string shownAs, Faults faults)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > YamlGuards.MaxBytes })
            {
                faults.Add(YamlGuards.TooLarge(shownAs));
                return null;
            }

            return Decode(File.ReadAllBytes(path), shownAs, faults);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(
                Unreadable(shownAs, e is FileNotFoundException or DirectoryNotFoundException ? "it does not exist" : "it may not be opened")
            );
            return null;
        }
    }

    /// <summary>The text of UTF-8 bytes, or null and a fault at the first byte that is none.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, string shownAs, Faults faults)
    {
        bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        try
        {
            return _strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            var before = bytes[..Math.Clamp(e.Index, 0, bytes.Length)];
            var line = before.Count((byte)'\n') + 1;
            var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
            faults.Add(NotUtf8(new Place(shownAs, line, column)));
            return null;
        }
    }

    private static Fault Unreadable(string file, string because) =>
        new(
            FaultCodes.Unreadable,
            new Place(file, 1, 1),
            $"The file cannot be read: {because}.",
            "Its keys are needed to go on.",
            "Check the name and the rights of the file."
        );

    private static Fault NotUtf8(Place at) =>
        new(
            FaultCodes.NotUtf8,
            at,
            "A byte that is not UTF-8 stands here.",
            "Every file of a strategy is UTF-8.",
            "Save the file as UTF-8."
        );
}
