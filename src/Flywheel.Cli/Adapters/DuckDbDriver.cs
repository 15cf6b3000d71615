using System.Data.Common;
using Flywheel.DuckDb;
using Flywheel.Warehouse;

namespace Flywheel.Cli.Adapters;

/// <summary>DuckDB as the loop needs it: columns straight from its vectors.</summary>
public sealed class DuckDbDriver : IDatabaseDriver
{
    public DbConnection Another(DbConnection connection) => ((DuckDbConnection)connection).Duplicate();

    public void Append(DbConnection connection, string table, IReadOnlyList<Array> columns)
    {
        using var appender = ((DuckDbConnection)connection).CreateAppender(table);
        appender.AppendColumns([.. columns.Select(Column)]);
    }

    public IEnumerable<IColumnChunk> Read(DbCommand command) => ((DuckDbCommand)command).ReadChunks().Select(chunk => new Chunk(chunk));

    private static DuckDbColumn Column(Array values) =>
        values switch
        {
            long[] wholes => DuckDbColumn.Of(wholes.AsMemory()),
            double[] reals => DuckDbColumn.Of(reals.AsMemory(), Array.ConvertAll(reals, double.IsNaN)),
            _ => throw new ArgumentException($"A column of {values.GetType()} cannot be appended.", nameof(values)),
        };

    private sealed class Chunk(DuckDbChunk chunk) : IColumnChunk
    {
        public int Rows => chunk.Rows;

        public int Columns => chunk.Columns;

        public string Name(int column) => chunk.Name(column);

        public ColumnKind Kind(int column) =>
            chunk.Type(column) switch
            {
                DuckDbType.Varchar or DuckDbType.Enum => ColumnKind.Text,
                DuckDbType.Float or DuckDbType.Double or DuckDbType.Decimal => ColumnKind.Real,
                _ => ColumnKind.Whole,
            };

        public bool AllValid(int column) => chunk.AllValid(column);

        public bool IsNull(int column, int row) => chunk.IsNull(column, row);

        public void CopyTo(int column, Span<double> target) => chunk.CopyTo(column, target);

        public void CopyTo(int column, Span<long> target) => chunk.CopyTo(column, target, missing: 0);

        public void CopyTo(int column, Span<float> target, int offset, int stride) => chunk.CopyTo(column, target, offset, stride);

        public ReadOnlySpan<byte> Utf8(int column, int row) => chunk.Utf8(column, row);
    }
}
