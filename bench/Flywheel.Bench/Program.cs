using Flywheel.Bench.Continuing;
using Flywheel.Bench.Estimates;
using Flywheel.Bench.Gates;
using Flywheel.Bench.Monitoring;
using Flywheel.Bench.Neighbours;
using Flywheel.Bench.Profiles;
using Flywheel.Bench.Redraws;
using Flywheel.Bench.Searching;
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
    ["redraws"] => RedrawTable.Write(root),
    ["gates"] => GateTable.Write(root),
    ["auto"] => AutoTable.Write(root),
    ["continuing"] => ContinuingTable.Write(root),
    ["profiles"] => ProfileTable.Write(root),
    ["estimates", var scores] => EstimateTable.Write(root, scores),
    ["neighbours"] => NeighbourTable.Write(root),
    ["monitoring"] => MonitoringTable.Write(root),
    ["monitoring", var part, var folder, var said] => MonitoringPart.Run(part, folder, said),
    _ => throw new ArgumentException(
        "Type: dotnet run -c Release --project bench/Flywheel.Bench -- simulation | redraws | gates | auto | continuing | profiles | neighbours | monitoring | estimates FILE"
    ),
};
return asDeclared ? 0 : 1;
