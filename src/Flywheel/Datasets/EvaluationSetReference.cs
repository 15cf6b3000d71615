using System.Globalization;
using System.Text.RegularExpressions;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Turns;

namespace Flywheel.Datasets;

/// <summary>Which version a strategy or a command names: <c>v1.2</c>, the newest of a line <c>v1.x</c>, or a version as a revision of git has it <c>v1.2@main</c>.</summary>
/// <param name="Version">The version; null where a line is named.</param>
/// <param name="Line">First number of the version, and of all that hold its rows.</param>
/// <param name="Revision">Tag or commit; null for the working tree, and where that has it not the version's own tag.</param>
public sealed partial record EvaluationSetReference(EvaluationSetVersion? Version, int Line, string? Revision)
{
    public const string Forms =
        "a version such as v1 or v1.2, the newest of a line such as v1.x, or a version at a revision such as v1@main";

    /// <summary>The version as folders are asked for it.</summary>
    public string Text =>
        (Version?.Text ?? string.Create(CultureInfo.InvariantCulture, $"v{Line}.x")) + (Revision is null ? "" : $"@{Revision}");

    /// <returns>The reference, or null where the text is none.</returns>
    public static EvaluationSetReference? Parse(string text)
    {
        if (LineForm().Match(text) is { Success: true } line)
        {
            return new(null, int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture), null);
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (version, revision) = at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
        return EvaluationSetVersion.Parse(version) is { } found && (revision is null || RevisionForm().IsMatch(revision))
            ? new(found, found.Major, revision)
            : null;
    }

    /// <summary>The versions that had been decided before a turn: what it proposes itself never changes what it decides on.</summary>
    public static IReadOnlyList<EvaluationSetVersion> Before(IFiles files, string model, string name, DateTime asOf) =>
        [
            .. In(files, model, name)
                .Where(version => EvaluationSetManifest.Read(files, model, name, version.Text) is { } manifest && manifest.Time < asOf),
        ];

    /// <summary>The versions whose folders are there, in order.</summary>
    public static IReadOnlyList<EvaluationSetVersion> In(IFiles files, string model, string name) =>
        EvaluationSetVersion.InOrder(
            files
                .List($"evalsets/{model}/{name}")
                .Select(path => path.Split('/'))
                .Where(parts => parts is [_, _, _, _, EvaluationSetManifest.File])
                .Select(parts => EvaluationSetVersion.Parse(parts[3]))
                .OfType<EvaluationSetVersion>()
        );

    /// <summary>Names of the sets that have a folder, in byte order.</summary>
    public static IReadOnlyList<string> Names(IFiles files, string model) =>
        [
            .. files
                .List($"evalsets/{model}")
                .Select(path => path.Split('/'))
                .Where(parts => parts is [_, _, _, _, EvaluationSetManifest.File])
                .Select(parts => parts[2])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The version that a turn is tested on; null where a line has none yet.</summary>
    public string? For(Turn turn, string name)
    {
        if (Version is not null)
        {
            return Text;
        }

        turn.Reads(InputValues.OfVersions(name));
        var there = Before(turn.Outside.Files, turn.StrategyAtHand.Model, name, turn.AsOf);
        return EvaluationSetVersion.Newest(there.Where(version => version.Major == Line))?.Text;
    }

    /// <summary>Identity of the versions before a turn.</summary>
    internal static string Known(Turn turn, string name) =>
        Digest.Of(Before(turn.Outside.Files, turn.StrategyAtHand.Model, name, turn.AsOf).Select(version => version.Text));

    [GeneratedRegex(@"^v([1-9][0-9]{0,5})\.x$")]
    private static partial Regex LineForm();

    // What git may take for an option, or for a path, is no revision.
    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._/~^-]*$")]
    private static partial Regex RevisionForm();
}
