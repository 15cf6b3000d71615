using Flywheel.Expressions;
using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Reads the five files of a model's strategy; loading is the only validation, and tells every fault at once.</summary>
public sealed class StrategyLoader(IFiles files, ExpressionChecker checker)
{
    public const string MainFile = "strategy.yaml";
    public const string MetricsName = "metrics.yaml";
    public const string ProjectionsName = "projections.yaml";
    public const string CohortsName = "cohorts.yaml";
    public const string CurationName = "curation.yaml";

    /// <summary>The names of the five files.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [MainFile, MetricsName, ProjectionsName, CohortsName, CurationName];

    /// <summary>Names of the models that have a strategy, in byte order.</summary>
    public static IReadOnlyList<string> Models(IFiles files) =>
        [
            .. files
                .List("strategy")
                .Select(path => path.Split('/'))
                .Where(parts => parts.Length == 3 && parts[2] == MainFile)
                .Select(parts => parts[1])
                .Order(StringComparer.Ordinal),
        ];

    /// <returns>The strategy, or null with everything that is wrong in <paramref name="faults"/>.</returns>
    public ModelStrategy? Load(string model, Faults faults)
    {
        RefuseUnknownFiles(model, faults);
        var bound = new BoundFiles(
            Read<StrategyFile>(model, MainFile, needed: true, faults),
            Read<MetricsFile>(model, MetricsName, needed: false, faults),
            Read<ProjectionsFile>(model, ProjectionsName, needed: false, faults),
            Read<CohortsFile>(model, CohortsName, needed: false, faults),
            Read<CurationFile>(model, CurationName, needed: true, faults)
        );
        var expressions = new ExpressionCheck(bound, checker, faults);
        expressions.Run();
        new ReferenceCheck(bound, model, files, faults).Run();
        new ExpectationCheck(bound, expressions.Checked, faults).Run();
        return faults.Count > 0
            ? null
            : new(
                bound.Main!.Value!,
                bound.Metrics?.Value ?? new(),
                bound.Projections?.Value ?? new(),
                bound.Cohorts?.Value ?? new(),
                bound.Curation!.Value!,
                expressions.Checked,
                ResolvedStrategy.Of(bound.Files)
            );
    }

    /// <summary>The five files as resolved, every default visible.</summary>
    /// <returns>Pairs of a file's name and its text; null with faults.</returns>
    public IReadOnlyList<(string File, string Text)>? Explained(string model, bool withDocs, Faults faults)
    {
        if (Load(model, faults) is null)
        {
            return null;
        }

        return
        [
            (MainFile, Explain.Text(Read<StrategyFile>(model, MainFile, true, faults)!, withDocs)),
            (MetricsName, Shown<MetricsFile>(MetricsName)),
            (ProjectionsName, Shown<ProjectionsFile>(ProjectionsName)),
            (CohortsName, Shown<CohortsFile>(CohortsName)),
            (CurationName, Explain.Text(Read<CurationFile>(model, CurationName, true, faults)!, withDocs)),
        ];

        string Shown<T>(string name)
            where T : class, new() =>
            Read<T>(model, name, false, faults) is { } given ? Explain.Text(given, withDocs) : Explain.Text(new T());
    }

    private Bound<T>? Read<T>(string model, string name, bool needed, Faults faults)
        where T : class
    {
        var path = $"strategy/{model}/{name}";
        if (files.Read(path) is not { } text)
        {
            if (needed)
            {
                faults.Add(
                    new(
                        ReferenceFaults.MissingFile,
                        new(path, 1, 1),
                        "The file is missing.",
                        "A strategy cannot be without it.",
                        "See docs/strategy.md for an example of each file."
                    )
                );
            }

            return null;
        }

        var bound = Binder.Read<T>(path, text);
        faults.AddRange(bound.Faults);
        return bound;
    }

    private void RefuseUnknownFiles(string model, Faults faults)
    {
        foreach (var path in files.List($"strategy/{model}"))
        {
            var name = path.Split('/', 3)[2];
            if (!FileNames.Contains(name))
            {
                var near = Nearest.To(name, FileNames);
                faults.Add(
                    new(
                        ReferenceFaults.UnknownFile,
                        new(path, 1, 1),
                        $"'{name}' is not a file of a strategy.",
                        $"A strategy has {string.Join(", ", FileNames)}; nothing would read this one.",
                        near is null ? "Move it elsewhere." : $"Did you mean {near}?"
                    )
                );
            }
        }
    }
}

/// <summary>The five files as bound; null where a file is missing.</summary>
internal sealed record BoundFiles(
    Bound<StrategyFile>? Main,
    Bound<MetricsFile>? Metrics,
    Bound<ProjectionsFile>? Projections,
    Bound<CohortsFile>? Cohorts,
    Bound<CurationFile>? Curation
)
{
    /// <summary>
    /// The log's columns, also where another mistake keeps strategy.yaml from being read as a whole: expressions of the other files
    /// are checked all the same. Null where the columns themselves cannot be read.
    /// </summary>
    public IReadOnlyDictionary<string, SqlType>? Columns
    {
        get
        {
            if (Main is not { Value: null } main)
            {
                return Main?.Value?.Log.Columns;
            }

            var columns = new Dictionary<string, SqlType>(StringComparer.Ordinal);
            foreach (var name in main.KeysUnder("log.columns"))
            {
                var type = Enum.GetValues<SqlType>()
                    .Cast<SqlType?>()
                    .FirstOrDefault(type => KebabCase.Of(type.ToString()!) == main.TextOf($"log.columns.{name}"));
                if (type is not { } known)
                {
                    return null;
                }

                columns[name] = known;
            }

            return columns.Count == 0 ? null : columns;
        }
    }

    /// <summary>The columns and the score.</summary>
    public IReadOnlyDictionary<string, SqlType>? Schema =>
        Columns is { } columns
            ? new Dictionary<string, SqlType>(columns, StringComparer.Ordinal)
            {
                [Main!.TextOf("log.prediction") ?? "score"] = SqlType.Double,
            }
            : null;

    /// <summary>The five files as they are in force.</summary>
    public IReadOnlyList<object> Files =>
        [Main!.Value!, Metrics?.Value ?? new(), Projections?.Value ?? new(), Cohorts?.Value ?? new(), Curation!.Value!];
}
