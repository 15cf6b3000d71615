using System.Globalization;
using System.Text;

namespace Flywheel.Bench.Simulation;

/// <summary>bench/results/simulation.md: coverage of every interval and false answers of every gate, where the truth is known.</summary>
public static class SimulationTable
{
    private const int Pairs = 10_000;
    private const ulong Seed = 2001;

    /// <summary>A cell of fewer intervals than this share of the draws is about the draws that had one, and is not judged.</summary>
    private const double FewestMeasured = 0.5;

    /// <returns>Whether every cell is as declared.</returns>
    public static bool Write(string root)
    {
        var cells = new List<Cell>();
        foreach (var scenario in Scenarios.All)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var own = Coverage.Of(scenario, Pairs, Seed);
            cells.AddRange(own);
            Console.WriteLine(
                $"{scenario.Name}{(scenario.Weighted ? ", weighted" : "")}: {clock.Elapsed.TotalSeconds:F0} s, {own.Count(cell => Judged(cell) && !cell.Holds)} fail"
            );
        }

        var errors = GateErrors.All(Pairs, Seed);
        File.WriteAllText(Path.Combine(root, "bench/results/simulation.md"), Text(cells, errors));
        return cells.All(cell => !Judged(cell) || cell.Holds) && errors.All(error => error.Holds);
    }

    private static bool Judged(Cell cell) => cell.Tally.Measured >= FewestMeasured * Pairs;

    private static string Text(IReadOnlyList<Cell> cells, IReadOnlyList<GateError> errors)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Intervals and gates where the truth is known

            Made by `dotnet run -c Release --project bench/Flywheel.Bench -- simulation`: {Pairs:N0} pairs of models a cell, seed {Seed}. How days, rows and scores come about:
            `bench/Flywheel.Bench/Simulation/World.cs`; the truth by numeric integration: `Truth.cs`; the scenarios: `Scenarios.cs`.

            ## Coverage of 95 % intervals

            Each cell: the share of clustered intervals that held the truth; in brackets the shares, in percent, of those wholly below it and wholly above it. By chance alone a true .95 gives
            between .943 and .957 (99.9 % Clopper-Pearson); a cell below is marked **narrow**, as its intervals are too narrow, and one above *wide*. *none* means that fewer than half of the draws had evidence enough for an interval, which
            is then not given. Weighted rows are a sample of four times as many, by a uniform and an informed rule.

            | days | rows | weighted | metric | current | candidate | difference |
            | --- | ---: | --- | --- | --- | --- | --- |

            """
        );
        foreach (var row in cells.Chunk(Coverage.Figures.Count))
        {
            var scenario = row[0].Scenario;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {scenario.Name}: {scenario.Days.Count} | {scenario.Days.Sum():N0} | {(scenario.Weighted ? "yes" : "")} | {row[0].Metric} | {string.Join(" | ", row.Select(Said))} |"
            );
        }

        var judged = cells.Where(Judged).ToList();
        text.AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{judged.Count} cells, {judged.Count(cell => !cell.Holds)} of them outside: {judged.Count(cell => cell.IsNarrow)} too narrow, {judged.Count(cell => cell.IsWide)} wider than need be. {cells.Count - judged.Count} more are *none*. The truths:"
            )
            .AppendLine()
            .AppendLine("| metric | current | candidate | difference |")
            .AppendLine("| --- | ---: | ---: | ---: |");
        foreach (var row in cells.Take(Coverage.Metrics.Count * Coverage.Figures.Count).Chunk(Coverage.Figures.Count))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {row[0].Metric} | {row[0].Truth:F5} | {row[1].Truth:F5} | {row[2].Truth:+0.00000;-0.00000} |"
            );
        }

        text.AppendLine()
            .Append(
                CultureInfo.InvariantCulture,
                $"""
                ## False answers of gates

                With `error: 0.05`, at the worst truth that a gate may not say yes to: `no-worse` where the loss is exactly its margin, `at-least` where the value is exactly the one wanted,
                and `no-harm` with 20 cohorts and no harm in any, where a closed gate is false. The lower end of the 99.9 % Clopper-Pearson interval must not exceed .05.

                | gate | metric | days | rows | false answers | 99.9 % | as declared |
                | --- | --- | --- | ---: | ---: | --- | --- |

                """
            );
        foreach (var error in errors)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {error.Gate} | {error.Metric} | {error.Scenario.Name}: {error.Scenario.Days.Count} | {error.Scenario.Days.Sum():N0} | {error.False / (double)error.Draws:F4} | {error.Range.Low:F4} to {error.Range.High:F4} | {(error.Holds ? "yes" : "**no**")} |"
            );
        }

        return text.ToString();
    }

    private static string Said(Cell cell) =>
        Judged(cell)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{cell.Tally.Held / (double)cell.Tally.Measured:F4}{(cell.IsNarrow ? " **narrow**" : cell.IsWide ? " *wide*" : "")} ({100.0 * cell.Tally.Below / cell.Tally.Measured:F1}, {100.0 * cell.Tally.Above / cell.Tally.Measured:F1})"
            )
            : "none";
}
