using System.CommandLine;
using Flywheel.Storage;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel schema</c>: the JSON schemas that complete strategies in an editor.</summary>
public static class SchemaCommand
{
    /// <summary>Files below strategy/schema/ with their texts.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files { get; } =
    [
        ("strategy/schema/strategy.schema.json", SchemaWriter.Write<StrategyFile>()),
        ("strategy/schema/metrics.schema.json", SchemaWriter.Write<MetricsFile>()),
        ("strategy/schema/projections.schema.json", SchemaWriter.Write<ProjectionsFile>()),
        ("strategy/schema/cohorts.schema.json", SchemaWriter.Write<CohortsFile>()),
        ("strategy/schema/curation.schema.json", SchemaWriter.Write<CurationFile>()),
        ("strategy/schema/store.schema.json", SchemaWriter.Write<StoreFile>()),
    ];

    public static Command Create()
    {
        var command = new Command("schema", "Write the JSON schemas of the YAML files to strategy/schema/, for completion in editors.");
        command.SetAction(
            int (ParseResult _) =>
            {
                var files = new State.WorkingTree(Here.Root);
                foreach (var (path, text) in Files)
                {
                    files.Write(path, text);
                    Console.Out.WriteLine(path);
                }

                return (int)ExitCode.Done;
            }
        );
        return command;
    }
}
