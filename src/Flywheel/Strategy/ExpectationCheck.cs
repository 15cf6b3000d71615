using Flywheel.Expressions;
using Flywheel.OfflineTesting.Expectations;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Checks that what is expected of a model can be asked of it.</summary>
/// <param name="expressions">Every good expression of the strategy, by its text.</param>
internal sealed class ExpectationCheck(BoundFiles bound, IReadOnlyDictionary<string, CheckedExpression> expressions, Faults faults)
    : NameCheck(bound, faults)
{
    private const string Section = "offline-test.expectations";

    public void Run()
    {
        if (Bound.Main?.Value is not { } main)
        {
            return;
        }

        foreach (var (name, expectation) in main.OfflineTest.Expectations)
        {
            var path = $"{Section}.{name}.{expectation.Name}";
            if (expectation.Unanswerable(main.Task) is { } wrong)
            {
                Add(
                    ExpectationFaults.Unanswerable,
                    wrong.Key.Length == 0 ? Bound.Main!.KeyPlaceOf(path) : At($"{path}.{wrong.Key}"),
                    wrong.What,
                    wrong.Why,
                    wrong.Mend
                );
            }

            foreach (var (column, expression) in expectation.Changes)
            {
                CheckChange(main, column, expression, $"{path}.change.{column}");
            }
        }

        CheckGates(main, main.OfflineTest.Gates, "offline-test.gates");
        CheckGates(main, main.OfflineTest.FirstModel, "offline-test.first-model");
    }

    private void CheckChange(StrategyFile main, string column, Expression expression, string path)
    {
        var at = Bound.Main!.KeyPlaceOf(path);
        var log = main.Log;
        if (column == log.Id || column == log.Label.Column || column == log.Prediction || column == log.Feedback)
        {
            Add(
                ExpectationFaults.NotToChange,
                at,
                $"The column '{column}' is {(column == log.Id ? "the event's id" : column == log.Label.Column ? "the label" : column == log.Prediction ? "the score" : "the complaint")}.",
                column == log.Id
                    ? "A row is compared with itself, and is found by it."
                    : "It is no input of the model, which is asked what it says of other inputs.",
                "Change a column that a feature reads."
            );
            return;
        }

        if (!Known(column, log.Columns.Keys, "column", at))
        {
            return;
        }

        // Where a feature's expression has a fault of its own, what it reads is not known.
        var features = main.Features.Values.Select(feature => expressions.GetValueOrDefault(feature.Of.Text)).ToList();
        if (features.All(feature => feature is not null && !feature.Columns.Contains(column)))
        {
            var read = features
                .SelectMany(feature => feature!.Columns)
                .Distinct()
                .Where(name => name != log.Id)
                .Order(StringComparer.Ordinal);
            Add(
                ExpectationFaults.NotRead,
                at,
                $"No feature reads the column '{column}'.",
                "No model could tell that it was changed, so every one would pass.",
                $"Features read: {Listing.Of(read)}."
            );
        }

        var type = log.Columns[column];
        if (
            expressions.GetValueOrDefault(expression.Text) is { } change
            && change.Type != type
            && (change.Type, type) != (SqlType.Integer, SqlType.Double)
        )
        {
            Add(
                ExpectationFaults.OtherType,
                At(path),
                $"The new value of '{column}' is of the type {KebabCase.Of(change.Type.ToString())}.",
                $"The column is of the type {KebabCase.Of(type.ToString())}, and features read it as that.",
                $"Write CAST(… AS {type.NameIn(SqlDialect.DuckDb)}), say."
            );
        }
    }

    private void CheckGates(StrategyFile main, IReadOnlyList<Gate> gates, string path) =>
        Each(
            gates,
            (gate, i) =>
            {
                if (gate is ExpectationsGate && main.OfflineTest.Expectations.Count == 0)
                {
                    Add(
                        ExpectationFaults.NothingExpected,
                        At($"{path}[{i}]"),
                        "A gate asks for expectations, and none is declared.",
                        "It would never open: nothing is never a pass.",
                        $"Write them under {Section}, or take the gate out."
                    );
                }
            }
        );
}
