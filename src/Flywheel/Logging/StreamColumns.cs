using Flywheel.Expressions;
using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>The columns of each stream of the log, by name with their type in SQL.</summary>
public static class StreamColumns
{
    /// <summary>What a producer must write; a stream without one of these cannot be read.</summary>
    public static IReadOnlyList<(string Name, string Type)> Required(ModelStrategy strategy, string stream)
    {
        var log = strategy.Log;
        return stream switch
        {
            Partitions.Events => [.. log.Columns.Select(column => (column.Key, TypeText(column.Value)))],
            Partitions.Labels => [(log.Id, TypeText(log.Columns[log.Id])), (log.Label.Column, TypeText(strategy.Target.Label))],
            Partitions.Feedback => [(log.Id, TypeText(log.Columns[log.Id])), (log.Feedback, "BOOLEAN")],
            Partitions.Bought =>
            [
                (log.Id, TypeText(log.Columns[log.Id])),
                (log.Label.Column, TypeText(strategy.Target.Label)),
                (LabelOpinions.Signed, "VARCHAR"),
                (LabelOpinions.Price, "DOUBLE"),
            ],
            Partitions.NotKept => [(log.Id, TypeText(log.Columns[log.Id])), (log.Time, "TIMESTAMP")],
            _ => [("stream", "VARCHAR"), ("reason", "VARCHAR"), ("id", "VARCHAR"), ("content", "VARCHAR")],
        };
    }

    /// <summary>What a producer may write, with what stands in where it does not.</summary>
    public static IReadOnlyList<(string Name, string Type, string Otherwise)> Optional(ModelStrategy strategy, string stream) =>
        stream switch
        {
            Partitions.Events =>
            [
                (strategy.Log.Prediction, TypeText(strategy.Target.Score), $"CAST(NULL AS {TypeText(strategy.Target.Score)})"),
                ("scored_by", "VARCHAR", "CAST(NULL AS VARCHAR)"),
                ("received_at", "TIMESTAMP", Sql.Name(strategy.Log.Time)),
            ],
            _ => [("received_at", "TIMESTAMP", "CAST(NULL AS TIMESTAMP)")],
        };

    /// <summary>Columns of a partition, without those that only say where a row came from.</summary>
    public static IReadOnlyList<string> Content(ModelStrategy strategy, string stream) =>
        [.. Required(strategy, stream).Select(column => column.Name), .. Optional(strategy, stream).Select(column => column.Name)];

    /// <summary>A stream that has no row yet.</summary>
    public static string Empty(ModelStrategy strategy, string stream)
    {
        var columns = Required(strategy, stream)
            .Concat(Optional(strategy, stream).Select(column => (column.Name, column.Type)))
            .Select(column => $"CAST(NULL AS {column.Item2}) AS {Sql.Name(column.Item1)}");
        return $"SELECT {string.Join(", ", columns)} WHERE FALSE";
    }

    public static string TypeText(SqlType type) =>
        type switch
        {
            SqlType.Boolean => "BOOLEAN",
            SqlType.Integer => "BIGINT",
            SqlType.Double => "DOUBLE",
            SqlType.Text => "VARCHAR",
            SqlType.Date => "DATE",
            SqlType.Timestamp => "TIMESTAMP",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of a column."),
        };
}
