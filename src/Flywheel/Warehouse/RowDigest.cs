using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Flywheel.Warehouse;

/// <summary>Identity of an ordered result: the same rows in the same order give the same digest on every engine.</summary>
/// <remarks>
/// SHA-256 over (name, kind, SHA-256 of the column) of each column. A value is a byte that says whether it is there, then 8 bytes
/// little-endian (whole numbers, dates, timestamps, bits of a double) or a 4-byte length and UTF-8. Chunk sizes leave no trace.
/// </remarks>
public static class RowDigest
{
    /// <returns>The digest, 64 lower-case hexadecimal digits, and the number of rows.</returns>
    public static (string Digest, long Rows) Of(IEnumerable<IColumnChunk> chunks)
    {
        var columns = new List<(string Name, ColumnKind Kind, IncrementalHash Hash)>();
        var bytes = new ArrayBufferWriter<byte>();
        long rows = 0;
        foreach (var chunk in chunks)
        {
            for (var i = 0; i < chunk.Columns; i++)
            {
                if (columns.Count == i)
                {
                    columns.Add((chunk.Name(i), chunk.Kind(i), IncrementalHash.CreateHash(HashAlgorithmName.SHA256)));
                }

                columns[i].Hash.AppendData(Encode(chunk, i, bytes));
            }

            rows += chunk.Rows;
        }

        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, kind, hash) in columns)
        {
            whole.AppendData(Encoding.UTF8.GetBytes($"{name}:{kind}:{Convert.ToHexStringLower(hash.GetHashAndReset())}\n"));
            hash.Dispose();
        }

        return (Convert.ToHexStringLower(whole.GetHashAndReset()), rows);
    }

    private static ReadOnlySpan<byte> Encode(IColumnChunk chunk, int column, ArrayBufferWriter<byte> into)
    {
        into.ResetWrittenCount();
        if (chunk.Kind(column) == ColumnKind.Text)
        {
            EncodeTexts(chunk, column, into);
        }
        else
        {
            EncodeNumbers(chunk, column, into);
        }

        return into.WrittenSpan;
    }

    private static void EncodeTexts(IColumnChunk chunk, int column, ArrayBufferWriter<byte> into)
    {
        for (var row = 0; row < chunk.Rows; row++)
        {
            if (chunk.IsNull(column, row))
            {
                into.GetSpan(1)[0] = 0;
                into.Advance(1);
                continue;
            }

            var text = chunk.Utf8(column, row);
            var bytes = into.GetSpan(5 + text.Length);
            bytes[0] = 1;
            BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], text.Length);
            text.CopyTo(bytes[5..]);
            into.Advance(5 + text.Length);
        }
    }

    private static void EncodeNumbers(IColumnChunk chunk, int column, ArrayBufferWriter<byte> into)
    {
        var values = new long[chunk.Rows];
        if (chunk.Kind(column) == ColumnKind.Whole)
        {
            chunk.CopyTo(column, values);
        }
        else
        {
            chunk.CopyTo(column, MemoryMarshal.Cast<long, double>(values.AsSpan()));
        }

        var bytes = into.GetSpan(9 * chunk.Rows);
        var valid = chunk.AllValid(column);
        for (var row = 0; row < values.Length; row++)
        {
            // What is missing is 0 throughout: nine bytes for every row, told apart by the first one.
            var isNull = !valid && chunk.IsNull(column, row);
            bytes[9 * row] = isNull ? (byte)0 : (byte)1;
            BinaryPrimitives.WriteInt64LittleEndian(bytes[((9 * row) + 1)..], isNull ? 0 : values[row]);
        }

        into.Advance(9 * chunk.Rows);
    }
}
