using System.Buffers;

namespace Flywheel.Warehouse;

/// <summary>Numbers in an array that is lent and goes back when disposed: one column after the other uses the same memory.</summary>
public sealed class RentedReals : IDisposable
{
    private double[] array = ArrayPool<double>.Shared.Rent(1 << 16);
    private int count;

    /// <summary>Shape [rows].</summary>
    public Span<double> Values => array.AsSpan(0, count);

    /// <summary>Room for more numbers at the end.</summary>
    internal Span<double> Next(int rows)
    {
        if (count + rows > array.Length)
        {
            var longer = ArrayPool<double>.Shared.Rent(2 * array.Length);
            Values.CopyTo(longer);
            ArrayPool<double>.Shared.Return(array);
            array = longer;
        }

        count += rows;
        return array.AsSpan(count - rows, rows);
    }

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(array);
        array = [];
        count = 0;
    }
}
