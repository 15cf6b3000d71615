namespace Flywheel.Yaml;

<<<<<<< HEAD
/// <summary>Where a text stands: a file as the user named it, a line and a column, both counted from 1.</summary>
public readonly record struct Place(string File, int Line, int Column) : IComparable<Place>
{
    public int CompareTo(Place other)
    {
        var byFile = string.CompareOrdinal(File, other.File);
        var byLine = byFile != 0 ? byFile : Line.CompareTo(other.Line);
        return byLine != 0 ? byLine : Column.CompareTo(other.Column);
    }

=======
/// <summary>Where something stands in a file; lines and columns count from 1.</summary>
public readonly record struct Place(string File, int Line, int Column)
{
>>>>>>> a40a9f94ed2bc9310a395d1bb5c618222b743d69
    public override string ToString() => $"{File}:{Line}:{Column}";
}
