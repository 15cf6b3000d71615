using Flywheel.Expressions;
using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Expectations;

[Doc("What must hold of a model's answers on held-out rows, beside how good they are.")]
public abstract record Expectation
{
    /// <summary>The kinds; adding one is a file and a line here.</summary>
    public static KindTable<Expectation> Kinds { get; } =
        new()
        {
            ["invariance"] = typeof(Invariance),
            ["direction"] = typeof(Direction),
            ["minimum"] = typeof(Minimum),
        };

    [Doc("Held-out rows that it is asked of; all of them without it."), Example("hour(departs_at) < 12")]
    public Expression? Where { get; init; }

    [Doc("Share of these rows of which it must hold: shown by the lower end of its interval."), Example("0.95")]
    [Range(0, 1, MinOpen = true, MaxOpen = true)]
    public required double AtLeast { get; init; }

    [Doc("Most rows that it is asked of: the smallest of their hashes, the same ones in every run."), Range(100, 1_000_000)]
    public int Rows { get; init; } = 10_000;

    [Doc("Broken rows that the report shows, worst first; their ids and values then stand in a file of git."), Range(0, 20)]
    public int Examples { get; init; } = 5;

    /// <summary>Its kind in YAML and in reports.</summary>
    public string Name => Kinds.WordOf(GetType());

    /// <summary>Columns of the log that are given another value, with the expression of that; none where rows stay as they are.</summary>
    public virtual IReadOnlyDictionary<string, Expression> Changes => new Dictionary<string, Expression>();

    /// <summary>Whether it is asked of labelled rows alone.</summary>
    public virtual bool NeedsLabel => false;

    /// <summary>Its expressions but those of <see cref="Changes"/>, with the type that each needs.</summary>
    public IEnumerable<(Expression Expression, Wanted Wanted)> Expressions =>
        (Where is null ? [] : new[] { (Where, Wanted.Boolean) }).Concat(Changes.Values.Select(change => (change, Wanted.Anything)));

    /// <summary>What it asks, in the words of reports.</summary>
    public abstract string Said(ModelTask task);

    /// <summary>What it asks of a task that cannot be answered, with the key; null where all can.</summary>
    public abstract Contradiction? Unanswerable(ModelTask task);

    /// <summary>How far one row is from what is expected.</summary>
    /// <returns>0 where it holds, and more the worse it is broken.</returns>
    public abstract double Broken(ExpectedRow row);

    protected static string Shown(double number) => number.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One model's answers on one row.</summary>
/// <param name="Before">Score of the row as it was; of classes the number of the class.</param>
/// <param name="After">Score of the row with its changes; that of before where nothing is changed.</param>
/// <param name="Label">NaN where it has not arrived.</param>
/// <param name="Threshold">Score from which the model says 1; null where it says no such thing.</param>
/// <param name="IsClass">Whether scores are numbers of classes.</param>
public readonly record struct ExpectedRow(double Before, double After, double Label, double? Threshold, bool IsClass);
