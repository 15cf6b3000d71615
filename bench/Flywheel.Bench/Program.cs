using Flywheel.Bench.Gates;
using Flywheel.Bench.Redraws;
using Flywheel.Bench.Simulation;

var root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "cake.cs")))
{
    root =
        Path.GetDirectoryName(root) ?? throw new InvalidOperationException("No cake.cs above the program: build it inside the repository.");
}

var asDeclared = args switch
{
    ["simulation"] => SimulationTable.Write(root),
    ["try", var n, .. var names] => Try(n, names),
    ["redraws"] => RedrawTable.Write(root),
    ["gates"] => GateTable.Write(root),
    _ => throw new ArgumentException("Type: dotnet run -c Release --project bench/Flywheel.Bench -- simulation | redraws | gates"),
};
return asDeclared ? 0 : 1;

static bool Try(string n, string[] names)
{
    foreach (var scenario in Scenarios.All.Where(one => names.Length == 0 || names.Contains(one.Name)))
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var cells = Coverage.Of(scenario, int.Parse(n, System.Globalization.CultureInfo.InvariantCulture), 77);
        Console.WriteLine(
            $"{scenario.Name} {(scenario.Weighted ? "w" : "p")} {watch.Elapsed.TotalSeconds:F1}s: "
                + string.Join(
                    " | ",
                    cells.Select(cell =>
                        $"{cell.Metric}/{cell.Figure[..3]} {(double)cell.Tally.Held / cell.Tally.Measured:F4}{(cell.Tally.Measured == 0 || cell.Holds ? "" : "!")} ({(double)cell.Tally.Below / cell.Tally.Measured:F3},{(double)cell.Tally.Above / cell.Tally.Measured:F3},{cell.Tally.Absent})"
                    )
                )
        );
    }

    return true;
}
