namespace Flywheel.Yaml;

/// <summary>A mistake in a strategy file, told so that its author can mend it.</summary>
/// <param name="Code">One of <see cref="FaultCodes"/>.</param>
/// <param name="At">Where the author has to look.</param>
/// <param name="What">What is written there, as a sentence.</param>
/// <param name="Why">Why that cannot stand, as a sentence.</param>
/// <param name="Mend">What to type instead, as a sentence.</param>
public sealed record Fault(string Code, Place At, string What, string Why, string Mend)
{
    public override string ToString() => $"{At}: error {Code}: {What} {Why} {Mend}";

    /// <summary>A text of the author as it is quoted in a sentence: on one line, and no longer than 60 characters.</summary>
    internal static string Quote(string text)
    {
        var line = string.Concat(text.Select(c => YamlGuards.IsInvisible(c) ? ' ' : c));
        return line.Length <= 60 ? $"'{line}'" : $"'{line[..57]}...'";
    }
}
