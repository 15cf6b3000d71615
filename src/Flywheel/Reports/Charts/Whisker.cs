namespace Flywheel.Reports.Charts;

/// <summary>A horizontal interval.</summary>
internal static class Whisker
{
    /// <summary>Draws an interval with a cap at each end, or an arrow at an end that lies beyond the axis.</summary>
    public static void Draw(Canvas canvas, double low, double high, double y, Scale scale, Pen pen)
    {
        var (left, right) = (scale.At(low), scale.At(high));
        canvas.Line(left, y, right, y, pen);
        End(canvas, left, y, low < scale.Low ? 5 : 0, pen);
        End(canvas, right, y, high > scale.High ? -5 : 0, pen);
    }

    private static void End(Canvas canvas, double x, double y, double inward, Pen pen) =>
        canvas.Path(
            [
                [(x + inward, y - 3.5), (x, y), (x + inward, y + 3.5)],
            ],
            pen
        );
}
