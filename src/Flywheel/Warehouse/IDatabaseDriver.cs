using System.Data.Common;

namespace Flywheel.Warehouse;

/// <summary>What the loop needs of a database's driver beyond ADO.NET.</summary>
public interface IDatabaseDriver
{
    /// <summary>A second open connection to the same data, to work beside the first. Temporary tables are of one connection only.</summary>
    DbConnection Another(DbConnection connection);

    /// <summary>Appends rows to a table.</summary>
    /// <param name="columns">One a column of the table, each a long[] or a double[], all of one length; NaN is NULL.</param>
    void Append(DbConnection connection, string table, IReadOnlyList<Array> columns);

    /// <summary>A result's columns as spans, chunk by chunk in the query's order, without an object a row; a chunk is valid until the next one is asked for.</summary>
    IEnumerable<IColumnChunk> Read(DbCommand command);
}

/// <summary>Some consecutive rows of a result, column by column.</summary>
public interface IColumnChunk
{
    int Rows { get; }

    int Columns { get; }

    string Name(int column);

    ColumnKind Kind(int column);

    /// <summary>Whether no row of the column is NULL.</summary>
    bool AllValid(int column);

    bool IsNull(int column, int row);

    /// <summary>Numbers and booleans as doubles; NULL as NaN. Shape of the target: [rows].</summary>
    void CopyTo(int column, Span<double> target);

    /// <summary>Integers, booleans, dates (days) and timestamps (microseconds since 1970); NULL as 0.</summary>
    void CopyTo(int column, Span<long> target);

    /// <summary>One column of a row-major matrix; NULL as NaN.</summary>
    void CopyTo(int column, Span<float> target, int offset, int stride);

    /// <summary>UTF-8 bytes of a text value; empty for NULL.</summary>
    ReadOnlySpan<byte> Utf8(int column, int row);
}

/// <summary>What a column holds, as far as reading it into an array goes.</summary>
public enum ColumnKind
{
    /// <summary>Integers, booleans, dates, timestamps: exact in a long.</summary>
    Whole,

    /// <summary>Floating and decimal numbers.</summary>
    Real,

    Text,
}
