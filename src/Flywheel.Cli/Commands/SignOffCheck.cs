using Flywheel.SignOff;
using Flywheel.State;
using Flywheel.Strategy;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel sign-off --check</c>: whether each file that has to be accepted has an owner, and which line to add.</summary>
internal static class SignOffCheck
{
    private const int Shown = 3;

    public static ExitCode Run(Workshop workshop, IFiles files)
    {
        var owners = CodeOwners.Of(files);
        var models = StrategyLoader.Models(files);
        foreach (var fault in owners?.Faults ?? [])
        {
            Console.Error.WriteLine(fault);
        }

        var missing = Coverage.Of(owners, files, models);
        foreach (var uncovered in missing)
        {
            Console.Out.WriteLine(Told(uncovered, owners));
        }

        var unasked = owners is null
            ? []
            : models
                .SelectMany(model => OpenPoints.NeverAsked(workshop.Strategy(model, files).Main.OfflineTest.SignOff, owners, model))
                .ToList();
        unasked.ForEach(Console.Out.WriteLine);
        if (Coverage.HasPlaceholders(owners))
        {
            Console.Out.WriteLine(
                $"warning: {owners!.Path} still names {Owner.Placeholder}, whom GitHub does not know and does not ask. Put a team or people of yours there."
            );
        }

        if (owners is { Faults.Count: > 0 })
        {
            return ExitCode.Mistake;
        }

        if (missing.Count > 0 || unasked.Count > 0)
        {
            return ExitCode.No;
        }

        Console.Out.WriteLine($"{owners!.Path}: all that has to be accepted has an owner.");
        return ExitCode.Done;
    }

    private static string Told(Uncovered uncovered, CodeOwners? owners)
    {
        var (files, more) = (uncovered.Files, uncovered.Files.Count - Shown);
        var which = string.Join(", ", files.Take(Shown)) + (more > 0 ? $" and {more} more" : "");
        var where = owners is null
            ? $"there is no CODEOWNERS; write {CodeOwners.Places[0]} with the line"
            : $"add to {owners.Path} as the last line";
        var taken = uncovered.TakenBy is { } line ? $" (line {line} of {owners!.Path} takes them from every owner)" : "";
        return $"no owner: {uncovered.Named}: {which}{taken}; {where}: {uncovered.Add}";
    }
}
