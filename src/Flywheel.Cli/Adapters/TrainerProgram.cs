using Flywheel.Yaml;

namespace Flywheel.Cli.Adapters;

/// <summary>A program that fits and scores, and what it is told of the rows; kept with the model, which only it can read.</summary>
/// <param name="Command">Program and first arguments.</param>
/// <param name="Within">Longest time of one call, as a strategy writes durations.</param>
/// <param name="Task">binary, multiclass or regression.</param>
/// <param name="Classes">How many classes it tells apart; 0 where the task has none.</param>
/// <param name="Seed">Of what it draws.</param>
/// <param name="Names">Names of the columns.</param>
/// <param name="Categorical">Which columns hold codes of categories.</param>
public sealed record TrainerProgram(
    IReadOnlyList<string> Command,
    string Within,
    string Task,
    int Classes,
    int Seed,
    IReadOnlyList<string> Names,
    IReadOnlyList<bool> Categorical
)
{
    /// <summary>How much each column matters, where the program said so.</summary>
    public IReadOnlyDictionary<string, double>? Importance { get; init; }

    /// <exception cref="RefusedException">It does not start, takes too long, or ends with another code than 0.</exception>
    public void Run(string root, string doing, string folder)
    {
        Duration.TryRead(Within, out var within);
        if (new OutsideProgram(root, Command).Run([doing, folder], within) is { } failure)
        {
            throw Wrong(doing, $"{failure}{(failure.IsLate ? "; 'within' under training.command is the longest time of a call" : "")}");
        }
    }

    /// <summary>What it did wrong, with what to do.</summary>
    public RefusedException Wrong(string doing, string how) =>
        new(
            ExitCode.Lacking,
            $"the trainer's command `{string.Join(' ', Command)} {doing}` {how}\n"
                + "Nothing is lost: mend the command (training.command, docs/trainers.md), and type the same again; the stages before are remembered."
        );
}
