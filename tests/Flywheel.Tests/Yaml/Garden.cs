using Flywheel.Yaml;

namespace Flywheel.Tests.Yaml;

/// <summary>A strategy of its own, with one of everything that the binder knows.</summary>
[Doc("How a garden is tended.")]
public sealed record Garden
{
    [Doc("The garden's name.")]
    [Name]
    public required string Name { get; init; }

    [Doc("The time between two visits.")]
    [DurationRange("1h", "4w", Why = "Plants dry out within a month.")]
    public required TimeSpan Cycle { get; init; }

    [Doc("Where the beds lie.")]
    public required Site Site { get; init; }

    [Doc("What grows, by name.")]
    public IReadOnlyDictionary<string, Plant> Plants { get; init; } = new Dictionary<string, Plant>();

    [Doc("When to water.")]
    public Watering Watering { get; init; } = new Every { Period = TimeSpan.FromDays(28) };

    [Doc("The shares of the beds.")]
    [NotEmpty]
    [Range(0, 1, MinOpen = true)]
    public IReadOnlyList<double> Shares { get; init; } = [0.25, 0.75];

    [Doc("A remark for visitors.")]
    public string? Remark { get; init; }

    [Doc("The most visitors at a time; none when there is no limit.")]
    [AtLeast(1)]
    public int? MostVisitors { get; init; }
}

[Doc("A piece of land.")]
public sealed record Site
{
    [Doc("Metres above the sea.")]
    public required double Height { get; init; }

    [Doc("The side that the sun shines on.")]
    public Aspect Aspect { get; init; } = Aspect.SouthWest;

    [Doc("The first day of work.")]
    public DateOnly Since { get; init; } = new(2001, 1, 1);

    [Doc("Whether a hedge surrounds it.")]
    public bool IsHedged { get; init; }

    [Doc("Seeds sown over all.")]
    public long Seeds { get; init; } = 5_000_000_000;

    [Doc("What the soil is made of.")]
    [OneOf("clay", "sand")]
    public string Soil { get; init; } = "clay";
}

public enum Aspect
{
    North,
    SouthWest,
}

[Doc("A plant, by how it is counted.")]
public abstract record Plant
{
    public static KindTable<Plant> Kinds { get; } =
        new()
        {
            ["tree"] = typeof(Tree),
            ["herb"] = typeof(Herb),
            BareValue = "tree",
        };
}

[Doc("A plant that stays.")]
public sealed record Tree : Plant
{
    [Inline]
    [Doc("The formula of its height.")]
    public required Formula Height { get; init; }

    [Doc("How many of it.")]
    public int Count { get; init; } = 1;
}

[Doc("A plant that is sown again.")]
public sealed record Herb : Plant
{
    [Inline]
    [Doc("Its beds.")]
    [Pattern("bed-[0-9]+", "the name of a bed")]
    public required IReadOnlyList<string> Beds { get; init; }
}

[Doc("A reason to water.")]
public abstract record Watering
{
    public static KindTable<Watering> Kinds { get; } =
        new()
        {
            ["any"] = typeof(AnyOf),
            ["not"] = typeof(Not),
            ["every"] = typeof(Every),
            ["dry"] = typeof(Dry),
            ["by-hand"] = typeof(ByHand),
        };
}

[Doc("Waters when one of several reasons holds.")]
public sealed record AnyOf : Watering
{
    [Inline]
    [NotEmpty]
    [Doc("The reasons.")]
    public required IReadOnlyList<Watering> Of { get; init; }
}

[Doc("Waters when a reason does not hold.")]
public sealed record Not : Watering
{
    [Inline]
    [Doc("The reason.")]
    public required Watering Reason { get; init; }
}

[Doc("Waters after a time.")]
public sealed record Every : Watering
{
    [Inline]
    [Doc("The time.")]
    public required TimeSpan Period { get; init; }
}

[Doc("Waters dry soil.")]
public sealed record Dry : Watering
{
    [Example("rose-bed")]
    [Doc("The bed to feel.")]
    public required string Bed { get; init; }

    [Range(0, 1, MaxOpen = true, Why = "Moisture is a share, and soil is never all water.")]
    [Doc("Waters below this share of water.")]
    public double Below { get; init; } = 0.2;
}

[Doc("Waters when somebody asks.")]
public sealed record ByHand : Watering;

/// <summary>Anything but a text that ends in an open bracket, with the place where it stood.</summary>
public sealed record Formula(string Text) : IFromScalar<Formula>
{
    public Place At { get; private init; }

    public static string Noun => "a formula";

    public static string Sample => "age * 2";

    public static string FaultCode => "FW0301";

    public static bool TryRead(string text, Place at, out Formula value, out string problem)
    {
        (value, problem) = (new Formula(text) { At = at }, "A bracket is left open");
        return !text.EndsWith('(');
    }

    public bool Equals(Formula? other) => Text == other?.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}

public static class GardenText
{
    public const string Good = """
        # a comment
        name: roses
        cycle: 1w
        site: { height: 12.5, since: 2020-02-29 }
        plants:
          oak: age * 2
          elm: { tree: { height: age, count: 3 } }
          mint: { herb: [ bed-1, bed-22 ] }
        watering:
          any:
            - every: 28d
            - by-hand
            - not: { dry: { bed: roses, below: 0.1 } }
        shares:
          - 0.5
          - 1
        remark: "all: good # really"

        """;

    public static Bound<Garden> Read(string text) => Binder.Read<Garden>("garden.yaml", text);

    /// <summary>The faults of a garden that is good but for the lines after its required keys.</summary>
    public static IEnumerable<string> FaultsOf(string lines) =>
        Read("name: roses\ncycle: 7d\nsite: { height: 1 }\n" + lines).Faults.Select(f => f.ToString());
}
