using Flywheel.State;

namespace Flywheel.SignOff;

/// <summary>Guarded files without an owner.</summary>
/// <param name="Named">Which they are.</param>
/// <param name="Files">Their paths.</param>
/// <param name="Add">The line that gives them one.</param>
/// <param name="TakenBy">Number of the line without owners that takes them from others; null where no line matches.</param>
public sealed record Uncovered(string Named, IReadOnlyList<string> Files, string Add, int? TakenBy);

/// <summary>Whether CODEOWNERS names an owner for all that a person has to accept.</summary>
public static class Coverage
{
    public static IReadOnlyList<Uncovered> Of(CodeOwners? owners, IFiles files, IReadOnlyList<string> models)
    {
        var missing = new List<Uncovered>();
        foreach (var guarded in Guarded.All)
        {
            Ask(guarded.Named, guarded.Line, guarded.Files(files, models));
        }

        var own = owners?.Path ?? CodeOwners.Places[0];
        Ask(own, $"/{own}", [own]);
        return missing;

        void Ask(string named, string line, IReadOnlyList<string> paths)
        {
            var without = paths.Where(path => owners?.Of(path) is not { Owners.Count: > 0 }).ToList();
            if (without.Count > 0)
            {
                missing.Add(new(named, without, $"{line} {Someone(owners)}", owners?.Of(without[0])?.Number));
            }
        }
    }

    /// <summary>Guarded files whose only owners are nobody yet.</summary>
    public static bool HasPlaceholders(CodeOwners? owners) =>
        owners?.Lines.Any(line => line.Owners.Count > 0 && line.Owners.All(Owner.IsPlaceholder)) ?? false;

    /// <summary>An owner to suggest: one that the file names already.</summary>
    private static string Someone(CodeOwners? owners) =>
        owners?.Lines.SelectMany(line => line.Owners).FirstOrDefault() ?? Owner.Placeholder;
}
