using System.Text.RegularExpressions;
using Flywheel.Expressions;
using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.Imports;

/// <summary>What each column of a foreign prediction log is taken for, and why.</summary>
/// <param name="Task">What is predicted: numbers where the label is one, and no outcome of two values is there.</param>
/// <param name="Id">Null where no column names each row once: then the row's number does.</param>
/// <param name="Prediction">Null where none is found.</param>
/// <param name="Label">The same.</param>
/// <param name="Said">A line a column: its name, what it is taken for, because of what.</param>
public sealed partial record Roles(
    ModelTask Task,
    ColumnFacts? Id,
    ColumnFacts Time,
    ColumnFacts? Prediction,
    ColumnFacts? Label,
    IReadOnlyList<ColumnFacts> Numbers,
    IReadOnlyList<ColumnFacts> Categories,
    IReadOnlyList<(string Column, string Role, string Because)> Said
)
{
    /// <summary>Categories that a text may have and still be a feature.</summary>
    private const int MostCategories = 1000;

    /// <param name="columns">Of the file.</param>
    /// <param name="named">Columns that a person named, by role: id, time, prediction, label.</param>
    /// <exception cref="RefusedException">There is no time, or a named column is not there or cannot be what it is named.</exception>
    public static Roles Of(IReadOnlyList<ColumnFacts> columns, IReadOnlyDictionary<string, string?> named)
    {
        var said = new List<(string, string, string)>();
        var taken = new HashSet<ColumnFacts>();
        var time = Take("time", column => column.Type is SqlType.Timestamp or SqlType.Date, "holds times", TimeName(), byContent: true);
        if (time is null)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"No column of {Listing.Of(columns.Select(column => column.Given))} holds times. An event needs one: write it as a timestamp (2024-01-31 12:00:00), or name it: --time COLUMN"
            );
        }

        var id = Take(
            "id",
            column => column is { IsUnique: true, Type: SqlType.Integer or SqlType.Text },
            "names each row once",
            IdName(),
            byContent: true
        );
        var task = TaskOf(columns, named.GetValueOrDefault("label"));
        var (label, prediction) =
            task == ModelTask.Multiclass
                ? (
                    Take(
                        "label",
                        column => column.IsOfClasses,
                        "holds a few texts and is named like an outcome",
                        LabelName(),
                        byContent: false
                    ),
                    Take(
                        "prediction",
                        column => column.IsOfClasses,
                        "holds a few texts and is named like a score",
                        PredictionName(),
                        byContent: false
                    )
                )
            : task == ModelTask.Regression
                ? (
                    Take("label", column => column.IsNumber, "holds numbers and is named like an outcome", LabelName(), byContent: false),
                    Take(
                        "prediction",
                        column => column.IsNumber,
                        "holds numbers and is named like a score",
                        PredictionName(),
                        byContent: false
                    )
                )
            : (
                Take("label", column => column.IsTwoValued, "holds 0 and 1 and is named like an outcome", LabelName(), byContent: false),
                Take("prediction", column => column.IsShare, "lies in [0, 1] and is named like a score", PredictionName(), byContent: false)
            );
        var (numbers, categories) = (new List<ColumnFacts>(), new List<ColumnFacts>());
        foreach (var column in columns.Where(column => !taken.Contains(column)))
        {
            var (role, because) = Feature(column);
            said.Add((column.Given, role, because));
            (
                role switch
                {
                    "feature" => numbers,
                    "category" => categories,
                    _ => [],
                }
            ).Add(column);
        }

        if (id is null)
        {
            said.Add(("–", "id", "no column names each row once, so the row's number does"));
        }

        if (label is null)
        {
            said.Add(("–", "label", "none is found: name it with --label, or let labels arrive later"));
        }

        if (prediction is null)
        {
            said.Add(("–", "prediction", "none is found: name it with --prediction, or let production log one"));
        }

        return new(task, id, time, prediction, label, numbers, categories, said);

        ColumnFacts? Take(string role, Func<ColumnFacts, bool> can, string because, Regex name, bool byContent)
        {
            if (named.GetValueOrDefault(role) is { } asked)
            {
                var one =
                    columns.FirstOrDefault(column => column.Given == asked)
                    ?? throw new RefusedException(
                        ExitCode.Mistake,
                        $"There is no column '{asked}'."
                            + (Nearest.To(asked, [.. columns.Select(column => column.Given)]) is { } near ? $" Did you mean '{near}'?" : "")
                    );
                if (!can(one))
                {
                    throw new RefusedException(
                        ExitCode.Mistake,
                        $"The column '{asked}' cannot be the {role}: it is none that {because.Split(" and is named")[0]} (of {one.Rows} rows {one.Known} have a value, {one.Distinct} of them distinct)."
                    );
                }

                return Taken(one, "it was named");
            }

            var fitting = columns.Where(column => !taken.Contains(column) && column.Known > 0 && can(column)).ToList();
            var found = fitting.FirstOrDefault(column => name.IsMatch(column.Name)) ?? (byContent ? fitting.FirstOrDefault() : null);
            return found is null ? null : Taken(found, because);

            ColumnFacts Taken(ColumnFacts one, string why)
            {
                taken.Add(one);
                said.Add((one.Given, role, why));
                return one;
            }
        }
    }

    /// <summary>That of the label which was named; with none named, of what is named like an outcome and like a score.</summary>
    private static ModelTask TaskOf(IReadOnlyList<ColumnFacts> columns, string? label) =>
        columns.FirstOrDefault(column => column.Given == label) is { } named
            ? (
                named.IsTwoValued ? ModelTask.Binary
                : named.IsNumber ? ModelTask.Regression
                : named.IsOfClasses ? ModelTask.Multiclass
                : ModelTask.Binary
            )
        : columns.Any(column => column.IsTwoValued && LabelName().IsMatch(column.Name)) ? ModelTask.Binary
        : columns.Any(column => column is { IsNumber: true, IsShare: false } && PredictionName().IsMatch(column.Name))
            ? ModelTask.Regression
        : columns.Any(column => column.IsOfClasses && LabelName().IsMatch(column.Name))
        && columns.Any(column => column.IsOfClasses && PredictionName().IsMatch(column.Name))
            ? ModelTask.Multiclass
        : ModelTask.Binary;

    private static (string Role, string Because) Feature(ColumnFacts column) =>
        column switch
        {
            { Known: 0 } => ("left out", "it has no value"),
            { Type: null } => ("left out", "no expression may have its type"),
            { Distinct: 1 } => ("left out", "it has one value"),
            { Type: SqlType.Timestamp or SqlType.Date } => ("left out", "a second time: make a feature of it by an expression"),
            { IsUnique: true, Type: SqlType.Text or SqlType.Integer } => ("left out", "it is another in each row"),
            { Type: SqlType.Text, Distinct: > MostCategories } => ("left out", $"{column.Distinct} texts are too many for a category"),
            { Type: SqlType.Text } => ("category", $"{column.Distinct} texts"),
            { Type: SqlType.Boolean } => ("feature", "true or false"),
            _ => ("feature", "numbers"),
        };

    [GeneratedRegex("^(id|uuid|key|.*_id|.*_key|.*_uuid)$")]
    private static partial Regex IdName();

    [GeneratedRegex("(^|_)(time|timestamp|date|datetime|at|ts|created|when)(_|$)")]
    private static partial Regex TimeName();

    [GeneratedRegex("(^|_)(label|target|y|outcome|actual|truth|y_true|is|was|has|clicked|converted|churned|returned|late|fraud)(_|$)")]
    private static partial Regex LabelName();

    [GeneratedRegex("(^|_)(score|prediction|predicted|pred|prob|proba|probability|p|y_hat|yhat)(_|$)")]
    private static partial Regex PredictionName();
}
