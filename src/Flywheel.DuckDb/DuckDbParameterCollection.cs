using System.Collections;
using System.Data.Common;

namespace Flywheel.DuckDb;

/// <summary>The parameters of a command. Names are compared without their @ or $, and without regard to case.</summary>
#pragma warning disable CA1010 // ADO.NET's collections are untyped; Dapper and DataAdapter expect nothing else.
public sealed class DuckDbParameterCollection : DbParameterCollection
#pragma warning restore CA1010
{
    private readonly List<DuckDbParameter> parameters = [];

    /// <inheritdoc/>
    public override int Count => parameters.Count;

    /// <inheritdoc/>
    public override object SyncRoot => parameters;

    /// <summary>Adds a named value.</summary>
    public DuckDbParameter Add(string name, object? value)
    {
        var parameter = new DuckDbParameter(name, value);
        parameters.Add(parameter);
        return parameter;
    }

    /// <inheritdoc/>
    public override int Add(object value)
    {
        parameters.Add((DuckDbParameter)value);
        return parameters.Count - 1;
    }

    /// <inheritdoc/>
    public override void AddRange(Array values)
    {
        foreach (var value in values)
        {
            Add(value);
        }
    }

    /// <inheritdoc/>
    public override void Clear() => parameters.Clear();

    /// <inheritdoc/>
    public override bool Contains(object value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override bool Contains(string value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override void CopyTo(Array array, int index) => ((ICollection)parameters).CopyTo(array, index);

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => parameters.GetEnumerator();

    /// <inheritdoc/>
    public override int IndexOf(object value) => value is DuckDbParameter parameter ? parameters.IndexOf(parameter) : -1;

    /// <inheritdoc/>
    public override int IndexOf(string parameterName)
    {
        var name = parameterName.TrimStart('@', '$', ':');
        return parameters.FindIndex(parameter => parameter.BareName.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public override void Insert(int index, object value) => parameters.Insert(index, (DuckDbParameter)value);

    /// <inheritdoc/>
    public override void Remove(object value) => parameters.Remove((DuckDbParameter)value);

    /// <inheritdoc/>
    public override void RemoveAt(int index) => parameters.RemoveAt(index);

    /// <inheritdoc/>
    public override void RemoveAt(string parameterName) => parameters.RemoveAt(Found(parameterName));

    /// <inheritdoc/>
    protected override DbParameter GetParameter(int index) => parameters[index];

    /// <inheritdoc/>
    protected override DbParameter GetParameter(string parameterName) => parameters[Found(parameterName)];

    /// <inheritdoc/>
    protected override void SetParameter(int index, DbParameter value) => parameters[index] = (DuckDbParameter)value;

    /// <inheritdoc/>
    protected override void SetParameter(string parameterName, DbParameter value) =>
        parameters[Found(parameterName)] = (DuckDbParameter)value;

    private int Found(string name) =>
        IndexOf(name) is var index and >= 0 ? index : throw new ArgumentException($"The command has no parameter '{name}'.", nameof(name));
}
