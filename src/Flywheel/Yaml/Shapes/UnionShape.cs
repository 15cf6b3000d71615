using System.Reflection;

namespace Flywheel.Yaml;

/// <summary>A choice: a map of one key, and the key picks the kind.</summary>
internal sealed class UnionShape(Type type, KindTable kinds) : Shape(type)
{
    public KindTable Kinds { get; } = kinds;

    /// <summary>The choice's name in words: "trigger".</summary>
    public string Word => KebabCase.Of(Type.Name);

    public string Doc => Type.GetCustomAttribute<DocAttribute>(inherit: false)?.Text ?? "";

    public override string Noun => $"one kind of {Word}";

    public RecordShape? Find(string word) => Kinds.Words.Contains(word) ? (RecordShape)Of(Kinds[word]) : null;

    public override string Sample(int depth = 2)
    {
        var word = Kinds.Words.FirstOrDefault(w => Find(w)!.Inline?.Shape is ScalarShape) ?? Kinds.Words.First();
        return $"{{ {SampleOf(word, depth)} }}";
    }

    /// <summary><c>kind: value</c>, as an author could write it.</summary>
    public string SampleOf(string word, int depth = 2)
    {
        var kind = Find(word)!;
        return $"{word}: {(kind.Inline is { } inline ? inline.SampleValue(depth - 1) : kind.Sample(depth))}";
    }

    public static KindTable? TableOf(Type type) =>
        type.GetProperty("Kinds", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as KindTable;
}
