using System.Collections.Concurrent;

namespace Flywheel.Yaml;

/// <summary>What a type looks like in YAML. The binder, the schema and the resolved strategy all read it from here.</summary>
internal abstract class Shape(Type type)
{
    private static readonly ConcurrentDictionary<Type, Shape> _known = new();

    /// <summary>The .NET type, without its <c>?</c>.</summary>
    public Type Type { get; } = type;

    /// <summary>What faults call it, with its article.</summary>
    public abstract string Noun { get; }

    /// <summary>A value of the shape as YAML on one line, nested no deeper than asked.</summary>
    public abstract string Sample(int depth = 2);

    public static Shape Of(Type type) => _known.GetOrAdd(Nullable.GetUnderlyingType(type) ?? type, Make);

    private static Shape Make(Type type)
    {
        if (Scalars.Find(type) is { } scalar)
        {
            return scalar;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return new ListShape(type);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            return new MapShape(type);
        }

        if (type.IsAbstract && UnionShape.TableOf(type) is { } kinds)
        {
            return new UnionShape(type, kinds);
        }

        return
            type is { IsClass: true, IsAbstract: false } && type.GetConstructor(Type.EmptyTypes) is not null && type.Namespace != "System"
            ? new RecordShape(type)
            : throw new InvalidOperationException(
                $"{type} has no form in YAML: use a scalar, IReadOnlyList, IReadOnlyDictionary<string, T>, a record, or an abstract record with a table Kinds."
            );
    }
}
