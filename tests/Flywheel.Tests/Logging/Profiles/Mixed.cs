using Flywheel.Logging.Profiles;
using Flywheel.Tests.Infra;
using Flywheel.Tests.Warehouse;

namespace Flywheel.Tests.Logging.Profiles;

/// <summary>A table of every kind of column with everything that is nasty in it.</summary>
internal static class Mixed
{
    public const int Rows = 2400;

    private static readonly double?[] _odd =
    [
        null,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        -0.0,
        0,
        double.Epsilon,
        -double.MaxValue,
        double.MaxValue,
        0.1,
    ];

    public static IReadOnlyList<(string Name, ProfileKind Kind)> Kinds { get; } =
    [
        ("few", ProfileKind.Text),
        ("number", ProfileKind.Number),
        ("just enough", ProfileKind.Text),
        ("one too many", ProfileKind.Text),
        ("time", ProfileKind.Time),
        ("many", ProfileKind.Text),
        ("nothing", ProfileKind.Text),
    ];

    /// <summary>The rows, in an order of their own.</summary>
    public static object?[][] Table { get; } = [.. Enumerable.Range(0, Rows).Select(Row)];

    /// <summary>The profile of some of the rows.</summary>
    public static Profile Of(IReadOnlyList<object?[]> rows)
    {
        var columns = Kinds
            .Select(
                (one, i) =>
                    new Column(
                        one.Name,
                        one.Kind switch
                        {
                            ProfileKind.Number => Flywheel.Warehouse.ColumnKind.Real,
                            ProfileKind.Time => Flywheel.Warehouse.ColumnKind.Whole,
                            _ => Flywheel.Warehouse.ColumnKind.Text,
                        },
                        [.. rows.Select(row => row[i])]
                    )
            )
            .ToList();
        var profile = new Profile(Kinds);
        foreach (var chunk in Pieces.Of(700, columns))
        {
            profile.Add(chunk);
        }

        return profile;
    }

    public static T[] Shuffled<T>(Lcg generator, IEnumerable<T> items)
    {
        var shuffled = items.ToArray();
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var j = generator.NextBelow(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return shuffled;
    }

    private static object?[] Row(int i) =>
        [
            i % 11 == 0 ? null : $"city {i % 7}",
            i < 200 ? _odd[i % _odd.Length] : Math.Round(Math.Exp(i % 40) * (i % 3 - 1), 3),
            $"{i % TextSketch.Most}",
            $"{i % (TextSketch.Most + 1)}",
            i % 13 == 0 ? null
            : i % 17 == 0 ? long.MaxValue
            : i % 19 == 0 ? -long.MaxValue
            : 978_307_200_000_000 + (i * 1_234_567_891L),
            i % 5 == 0 ? "frequent"
            : i % 7 == 0 ? new string('x', 300) + i
            : $"\"{i}\"\n\\ {(char)('α' + (i % 20))}\u2028\u0085\f",
            null,
        ];
}
