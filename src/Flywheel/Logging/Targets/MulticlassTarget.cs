using Flywheel.Expressions;
using Flywheel.Warehouse;

namespace Flywheel.Logging.Targets;

/// <summary>Labels that are texts of a few classes, and such a class predicted; a class's number is its place in the strategy, counted from 0.</summary>
public sealed class MulticlassTarget(IReadOnlyList<string> classes) : Target
{
    public override SqlType Label => SqlType.Text;

    public override SqlType Score => SqlType.Text;

    public override IReadOnlyList<string> Classes => classes;

    public override string? MeanName => null;

    public override string ConstantName => "most frequent class of the training data";

    public override string Refusal => "the label is none of the classes";

    public override string Refused(string label) => $"{label} NOT IN ({string.Join(", ", classes.Select(Sql.Text))})";

    public override string Number(string column) => $"(list_position({Sql.List(classes)}, {column}) - 1)";

    public override string Constant(string label, string order, string relation) =>
        $"SELECT CAST(arg_max(class, (rows, -class)) AS DOUBLE) FROM (SELECT {Number(label)} AS class, count(*) AS rows FROM {relation} GROUP BY class)";
}
