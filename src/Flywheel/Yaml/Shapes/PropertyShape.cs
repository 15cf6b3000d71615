using System.Reflection;
using System.Runtime.CompilerServices;

namespace Flywheel.Yaml;

/// <summary>One key of a record.</summary>
internal sealed class PropertyShape(PropertyInfo info)
{
    public PropertyInfo Info { get; } = info;

    public string Key { get; } = KebabCase.Of(info.Name);

    public bool IsRequired { get; } = info.IsDefined(typeof(RequiredMemberAttribute));

    public bool IsInline { get; } = info.IsDefined(typeof(InlineAttribute));

    public bool IsDistinct { get; } = info.IsDefined(typeof(DistinctAttribute));

    public bool IsNullable { get; } =
        Nullable.GetUnderlyingType(info.PropertyType) is not null
        || (!info.PropertyType.IsValueType && new NullabilityInfoContext().Create(info).WriteState == NullabilityState.Nullable);

    public string Doc { get; } = info.GetCustomAttribute<DocAttribute>()?.Text ?? "";

    public string? Example { get; } = info.GetCustomAttribute<ExampleAttribute>()?.Yaml;

    public EntryNamesAttribute EntryNames { get; } =
        info.GetCustomAttribute<EntryNamesAttribute>() ?? new(NameAttribute.Pattern, NameAttribute.Noun);

    public IReadOnlyList<RuleAttribute> Rules { get; } = [.. info.GetCustomAttributes<RuleAttribute>()];

    /// <summary>Asked late, because records may hold themselves.</summary>
    public Shape Shape => Shape.Of(Info.PropertyType);

    /// <summary><c>key: value</c>, as an author could write it.</summary>
    public string Sample(int depth = 2) => $"{Key}: {SampleValue(depth)}";

    public string SampleValue(int depth = 2) =>
        Example ?? (Shape is ScalarShape ? Rules.Select(r => r.Sample).FirstOrDefault(s => s is not null) : null) ?? Shape.Sample(depth);
}
