using System.CommandLine;

namespace Flywheel.Cli.Commands.EvaluationSets;

/// <summary><c>flywheel evalset</c>: the verbs that make, compare and name versions of evaluation sets.</summary>
public static class EvaluationSetCommand
{
    public static Command Create() =>
        new("evalset", "Evaluation sets: rows that every candidate is measured on, each version an immutable folder.")
        {
            AddCommand.Create(),
            GrowCommand.Create(),
            BumpCommand.Create(),
            DiffCommand.Create(),
            ShowCommand.Create(),
            ListCommand.Create(),
            TagCommand.Create(),
        };
}
