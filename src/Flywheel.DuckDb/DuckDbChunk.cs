using System.Runtime.CompilerServices;
using Flywheel.DuckDb.Native;
using Flywheel.DuckDb.Reading;
using Flywheel.DuckDb.Vectors;

namespace Flywheel.DuckDb;

/// <summary>Up to 2,048 rows of a result, column by column, where DuckDB left them. Valid until the next chunk is asked for.</summary>
public sealed class DuckDbChunk
{
    private readonly ResultShape shape;
    private readonly ChunkHandle handle;
    private readonly Vector[] vectors;

    internal DuckDbChunk(ResultShape shape, ChunkHandle handle)
    {
        this.shape = shape;
        this.handle = handle;
        Rows = (int)NativeMethods.duckdb_data_chunk_get_size(handle);
        vectors = new Vector[shape.Count];
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = new Vector(NativeMethods.duckdb_data_chunk_get_vector(handle, (ulong)i), shape.Types[i]);
        }
    }

    /// <summary>Number of rows, 1 to 2,048.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns => vectors.Length;

    /// <summary>A column's name.</summary>
    public string Name(int column) => shape.Names[column];

    /// <summary>A column's type.</summary>
    public DuckDbType Type(int column) => shape.Types[column].Id;

    /// <summary>Whether no row of the column is NULL.</summary>
    public bool AllValid(int column)
    {
        var vector = Vector(column);
        for (var row = 0; vector.HasMask && row < Rows; row++)
        {
            if (vector.IsNull(row))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a row of the column is NULL.</summary>
    public bool IsNull(int column, int row) => Vector(column).IsNull(Checked(row));

    /// <summary>The column as it lies in memory, shape [rows]. Rows that are NULL hold anything: ask <see cref="IsNull"/>.</summary>
    /// <typeparam name="T">The stored type: <c>long</c> for BIGINT and TIMESTAMP, <c>int</c> for DATE, <c>byte</c> or <c>bool</c> for BOOLEAN.</typeparam>
    /// <exception cref="InvalidCastException">T has not the size of the stored values.</exception>
    public ReadOnlySpan<T> Values<T>(int column)
        where T : unmanaged
    {
        var vector = Vector(column);
        var bytes = StoredSize.Of(vector.Type);
        return Unsafe.SizeOf<T>() == bytes
            ? vector.Span<T>(Rows)
            : throw new InvalidCastException(
                $"Column '{Name(column)}' of type {TypeNames.Sql(vector.Type)} "
                    + $"{(bytes == 0 ? "has no plain values" : $"holds {bytes} bytes a row")}; {typeof(T).Name} has {Unsafe.SizeOf<T>()}."
            );
    }

    /// <summary>The bytes of a VARCHAR (UTF-8) or BLOB, without a copy. Empty for NULL.</summary>
    /// <exception cref="InvalidCastException">The column is neither.</exception>
    public ReadOnlySpan<byte> Utf8(int column, int row)
    {
        var vector = Vector(column);
        return vector.Type.Id is not (DuckDbType.Varchar or DuckDbType.Blob) ? throw VectorNumbers.Misread(vector, "bytes")
            : vector.IsNull(Checked(row)) ? default
            : vector.Bytes(row);
    }

    /// <summary>Copies a number, boolean or decimal column; NULL becomes NaN.</summary>
    /// <param name="column">Index of the column.</param>
    /// <param name="target">Shape [rows] or longer.</param>
    /// <exception cref="InvalidCastException">The column holds no numbers.</exception>
    public void CopyTo(int column, Span<double> target) => ColumnDoubles.Copy(Vector(column), target[..Rows]);

    /// <summary>Copies whole numbers and booleans as they are, dates as days and timestamps as microseconds since 1970-01-01.</summary>
    /// <param name="column">Index of the column.</param>
    /// <param name="target">Shape [rows] or longer.</param>
    /// <exception cref="InvalidCastException">A row is NULL, or the column holds nothing of the kind.</exception>
    /// <exception cref="OverflowException">A HUGEINT or UBIGINT is too large.</exception>
    public void CopyTo(int column, Span<long> target) => ColumnLongs.Copy(Vector(column), target[..Rows], Name(column));

    /// <summary>Copies whole numbers, dates and timestamps as longs; NULL becomes a number that stands for it.</summary>
    /// <param name="column">Index of the column.</param>
    /// <param name="target">Shape [rows] or longer.</param>
    /// <param name="missing">What a NULL row becomes: ask <see cref="IsNull"/> to tell it from a value.</param>
    /// <exception cref="InvalidCastException">The column holds nothing of the kind.</exception>
    /// <exception cref="OverflowException">A HUGEINT or UBIGINT is too large.</exception>
    public void CopyTo(int column, Span<long> target, long missing) => ColumnLongs.Copy(Vector(column), target[..Rows], missing);

    /// <summary>Copies a number, boolean or decimal column into one column of a row-major matrix; NULL becomes NaN.</summary>
    /// <param name="column">Index of the column.</param>
    /// <param name="target">The matrix, or the part of it that begins with the chunk's first row.</param>
    /// <param name="offset">Where the first value goes: the column's index in the matrix.</param>
    /// <param name="stride">How far apart the values go: the number of the matrix's columns.</param>
    /// <exception cref="InvalidCastException">The column holds no numbers.</exception>
    public void CopyTo(int column, Span<float> target, int offset, int stride) =>
        ColumnFloats.Copy(Vector(column), Rows, target, offset, stride);

    /// <summary>Whether the rows have gone back to DuckDB.</summary>
    internal bool IsOver => handle.IsClosed;

    internal Vector Vector(int column)
    {
        ObjectDisposedException.ThrowIf(handle.IsClosed, this);
        return vectors[column];
    }

    internal void Dispose() => handle.Dispose();

    private int Checked(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return row;
    }
}
