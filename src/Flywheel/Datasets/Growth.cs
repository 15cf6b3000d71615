using Flywheel.Expressions;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

[Doc("Which labelled points for evaluation join an evaluation set, in a new version that a turn proposes.")]
public abstract record Growth
{
    /// <summary>The kinds; adding one is a file and a line here.</summary>
    public static KindTable<Growth> Kinds { get; } = new() { ["new-rules"] = typeof(NewRules), ["curated"] = typeof(Curated) };

    [Doc("Fewest rows that are worth a new version; until then they wait."), AtLeast(1)]
    public int Least { get; init; } = 20;

    [Doc(
        "Most rows that join: by new-rules of each version of a rule, by curated at a time; the smallest of their hashes where there are more."
    )]
    [AtLeast(1)]
    public int Most { get; init; } = 500;

    [Doc("Shortest time from one version to the next; as soon as there are rows without it."), DurationRange("1h"), Example("28d")]
    public TimeSpan? Every { get; init; }

    [Doc("Why these rows are worth a test of their own, in a set that growth begins.")]
    public string? Why { get; init; }

    /// <summary>Its name in YAML.</summary>
    public string Name => Kinds.WordOf(GetType());

    /// <summary>Its expressions over the log's columns, each with the type that it needs; checked when the strategy is loaded.</summary>
    public virtual IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [];

    /// <summary>Names of curation rules that it asks for.</summary>
    public virtual IReadOnlyList<string> RuleNames => [];

    /// <summary>In the words of manifests and reports.</summary>
    public abstract string Said { get; }

    /// <summary>Whether the manifest keeps which rule found how many rows: then <see cref="Most"/> is of each.</summary>
    public abstract bool CountsByRule { get; }

    /// <summary>SQL of the points that may join, as <c>id, found_by</c>.</summary>
    /// <param name="newest">The version that they join; null where growth begins the set.</param>
    /// <param name="first">The first version of its line.</param>
    internal abstract string Points(Turn turn, EvaluationSetManifest? newest, EvaluationSetManifest? first);
}
