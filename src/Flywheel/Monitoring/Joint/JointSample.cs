using Flywheel.Monitoring.Checks;

namespace Flywheel.Monitoring.Joint;

/// <summary>Rows of the reference and of the window as points in one space.</summary>
/// <param name="Reference">Drawn from the reference.</param>
/// <param name="Window">Drawn from the window.</param>
public sealed record JointSample(DrawnRows Reference, DrawnRows Window)
{
    /// <summary>The reference's scales, by numeric column.</summary>
    public IReadOnlyDictionary<string, Scale> Scales { get; } =
        Reference.Numbers.ToDictionary(column => column.Key, column => Scale.Of(column.Value));

    /// <summary>Draws both sides; null where one is empty.</summary>
    /// <param name="columns">Names of the columns; every feature where there is none.</param>
    /// <param name="most">Rows of each side.</param>
    public static JointSample? Of(Observation seen, IReadOnlyList<string> columns, int most)
    {
        if (seen.Reference is null)
        {
            return null;
        }

        var read = seen
            .Columns.Where(column =>
                columns.Count == 0 ? seen.Strategy.Main.Features.ContainsKey(column.Name) : columns.Contains(column.Name)
            )
            .ToList();
        var reference = DrawnRows.Of(seen.Strategy, seen.Reference, read, most);
        var window = DrawnRows.Of(seen.Strategy, seen.Window, read, most);
        return reference.Count == 0 || window.Count == 0 ? null : new(reference, window);
    }

    /// <summary>The first half of the reference's time and its second: how far it goes by itself. Null where one has no row.</summary>
    public JointSample? Halves()
    {
        var middle = Reference.Times.Min() + ((Reference.Times.Max() - Reference.Times.Min()) / 2);
        var halves = new JointSample(
            Reference.Where([.. Reference.Times.Select(time => time <= middle)]),
            Reference.Where([.. Reference.Times.Select(time => time > middle)])
        );
        return halves.Window.Count == 0 ? null : halves;
    }

    /// <summary>Two halves of the reference at random: every other row of the draw.</summary>
    public JointSample Alternating() =>
        new(
            Reference.Where([.. Enumerable.Range(0, Reference.Count).Select(i => i % 2 == 0)]),
            Reference.Where([.. Enumerable.Range(0, Reference.Count).Select(i => i % 2 == 1)])
        );

    public PointSet ReferencePoints => PointSet.Of(Reference, this);

    public PointSet WindowPoints => PointSet.Of(Window, this);

    /// <summary>Categories of both sides in byte order, by column: a category's code is its place.</summary>
    public IReadOnlyDictionary<string, string[]> Categories { get; } =
        Reference.Texts.ToDictionary(
            column => column.Key,
            column => column.Value.Concat(Window.Texts[column.Key]).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToArray()
        );
}
