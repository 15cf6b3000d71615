using System.Text.Json.Nodes;

namespace Flywheel.Yaml;

/// <summary>A single value: how it is read, what it is called and how it is written back.</summary>
internal sealed class ScalarShape(Type type, string noun, string sample, string faultCode) : Shape(type)
{
    public override string Noun => noun;

    /// <summary>Carried by the fault when the text is not such a value.</summary>
    public string FaultCode => faultCode;

    /// <summary>Whether quotes make the value a text, and so something else.</summary>
    public bool IsPlainOnly { get; init; }

    /// <summary>The value, or null with a sentence that says why the text is none.</summary>
    public required Func<string, Place, (object? Value, string Why)> Read { get; init; }

    /// <summary>The value as the writers take it: a text, a number, a truth value, a date.</summary>
    public Func<object, object> Plain { get; init; } = value => value;

    /// <summary>The JSON Schema of the value.</summary>
    public required Func<JsonObject> Schema { get; init; }

    /// <summary>The names to choose from; empty when the value is not chosen by name.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public override string Sample(int depth = 2) => sample;
}
