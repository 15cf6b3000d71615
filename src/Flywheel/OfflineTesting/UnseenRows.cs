using System.Globalization;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.OfflineTesting;

/// <summary>Rows that none of some models was trained on: the only ones that models are compared on.</summary>
public static class UnseenRows
{
    /// <summary>SQL that is true for them, over <c>log</c>.</summary>
    public static string Sql(Turn turn, IEnumerable<ModelManifest> models)
    {
        var latest = models.Max(model => DateTime.Parse(model.TrainedTo, CultureInfo.InvariantCulture));
        return $"({turn.Log.Time} >= {Warehouse.Sql.Time(latest)} OR evaluates)";
    }
}
