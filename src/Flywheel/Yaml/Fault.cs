namespace Flywheel.Yaml;

/// <summary>A mistake in a strategy file, told so that its author can mend it.</summary>
public sealed record Fault(string Code, Place At, string What, string Why, string Mend)
{
    public override string ToString() => $"{At}: error {Code}: {What} {Why} {Mend}";
}
