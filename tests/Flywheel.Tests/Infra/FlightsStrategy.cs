using System.Text.RegularExpressions;
using Flywheel.Cli;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Tests.Infra;

/// <summary>The strategy of the flights as it stands in the repository.</summary>
internal static class FlightsStrategy
{
    public static ModelStrategy Loaded { get; } = Load([]);

    /// <summary>The same strategy with another curation.yaml.</summary>
    public static ModelStrategy Curating(string curation) => Load(new() { [StrategyLoader.CurationName] = _ => curation });

    /// <summary>The same strategy with other checks in place of its own.</summary>
    /// <param name="checks">Keys of <c>monitoring</c> from <c>alert</c> or <c>observe</c> on, indented as there.</param>
    /// <param name="edited">Other texts of other files.</param>
    public static ModelStrategy Watching(string checks, Dictionary<string, Func<string, string>>? edited = null) =>
        Load(
            new(edited ?? [])
            {
                [StrategyLoader.MainFile] = text =>
                    Regex.Replace(text, @"(?s)  alert:\n.*?\ntrigger:", _ => $"{checks.TrimEnd('\n')}\n\ntrigger:"),
            }
        );

    /// <summary>The same strategy with nothing but some checks that are observed.</summary>
    public static ModelStrategy Observing(string checks) => Watching($"  observe:\n{checks}");

    /// <summary>The same strategy with other texts of some files, each made of the one that stands there.</summary>
    public static ModelStrategy Load(Dictionary<string, Func<string, string>> edited)
    {
        using var workshop = new Workshop(Repository.Root, new NoProgress());
        var files = new FilesInMemory(workshop.Files);
        foreach (var file in workshop.Files.List("strategy/flights"))
        {
            var text = workshop.Files.Read(file)!;
            files.Write(file, edited.TryGetValue(Path.GetFileName(file), out var edit) ? edit(text) : text);
        }

        return workshop.Strategy("flights", files);
    }
}
