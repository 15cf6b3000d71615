namespace Flywheel.Yaml;

/// <summary>Where something stands in a file; lines and columns count from 1.</summary>
public readonly record struct Place(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}
