using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Flywheel.DuckDb;

/// <summary>A value for <c>@name</c> or <c>$name</c> in a statement. The value's own .NET type decides the SQL type.</summary>
public sealed class DuckDbParameter : DbParameter
{
    /// <summary>A parameter without name or value.</summary>
    public DuckDbParameter() { }

    /// <summary>A named value; an array or list becomes a LIST, so that <c>= ANY(@ids)</c> works.</summary>
    public DuckDbParameter(string name, object? value)
    {
        ParameterName = name;
        Value = value;
    }

    /// <inheritdoc/>
    public override DbType DbType { get; set; } = DbType.Object;

    /// <summary>Always <see cref="ParameterDirection.Input"/>.</summary>
    public override ParameterDirection Direction { get; set; } = ParameterDirection.Input;

    /// <inheritdoc/>
    public override bool IsNullable { get; set; } = true;

    /// <summary>The name, with or without its @ or $; without any, parameters are taken in order, for <c>?</c> and <c>$1</c>.</summary>
    [AllowNull]
    public override string ParameterName
    {
        get => field;
        set => field = value ?? "";
    } = "";

    /// <inheritdoc/>
    public override int Size { get; set; }

    /// <inheritdoc/>
    [AllowNull]
    public override string SourceColumn
    {
        get => field;
        set => field = value ?? "";
    } = "";

    /// <inheritdoc/>
    public override bool SourceColumnNullMapping { get; set; }

    /// <inheritdoc/>
    public override object? Value { get; set; }

    /// <summary>The name as DuckDB reports it.</summary>
    internal string BareName => ParameterName.TrimStart('@', '$', ':');

    /// <inheritdoc/>
    public override void ResetDbType() => DbType = DbType.Object;
}
