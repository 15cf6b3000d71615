using Flywheel.Bench.Comparing;
using Flywheel.Bench.Continuing;
using Flywheel.Bench.Estimates;
using Flywheel.Bench.Gates;
using Flywheel.Bench.Labels;
using Flywheel.Bench.Monitoring;
using Flywheel.Bench.Neighbours;
using Flywheel.Bench.Profiles;
using Flywheel.Bench.Redraws;
using Flywheel.Bench.Searching;
using Flywheel.Bench.Simulation;
using Flywheel.Bench.Weighted;

var root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "cake.cs")))
{
    root =
        Path.GetDirectoryName(root) ?? throw new InvalidOperationException("No cake.cs above the program: build it inside the repository.");
}

var asDeclared = args switch
{
    ["simulation"] => SimulationTable.Write(root),
    ["redraws"] => RedrawTable.Write(root),
    ["weighted"] => WeightedTable.Write(root),
    ["labels"] => LabelTable.Write(root),
    ["labels", "table"] => LabelTable.Tell(root),
    ["labels", var set] => LabelTable.Run(root, set),
    ["labels", var set, "pilot"] => LabelTable.Pilot(root, set),
    ["gates"] => GateTable.Write(root),
    ["auto"] => AutoTable.Write(root),
    ["comparing"] => ComparingTable.Write(root),
    ["continuing"] => ContinuingTable.Write(root),
    ["profiles"] => ProfileTable.Write(root),
    ["estimates", var scores] => EstimateTable.Write(root, scores),
    ["neighbours"] => NeighbourTable.Write(root),
    ["monitoring"] => MonitoringTable.Write(root),
    ["monitoring", var part, var folder, var said] => MonitoringPart.Run(part, folder, said),
    _ => throw new ArgumentException(
        "Type: dotnet run -c Release --project bench/Flywheel.Bench -- simulation | redraws | weighted | labels | gates | auto | comparing | continuing | profiles | neighbours | monitoring | estimates FILE"
    ),
};
return asDeclared ? 0 : 1;
