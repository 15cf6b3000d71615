using System.Globalization;
using Flywheel.Expressions;
using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

[Doc("What an evaluation set holds; its folder is never changed, a new version is a new folder.")]
public sealed record EvaluationSetManifest
{
    public const string File = "evalset.yaml";

    [Doc("Name of the model.")]
    public required string Model { get; init; }

    [Doc("Name of the set.")]
    public required string Name { get; init; }

    [Doc("Version of the set."), Pattern(EvaluationSetVersion.Form, EvaluationSetVersion.Noun)]
    public required string Version { get; init; }

    [Doc("Version that it was made of; none of a set that was begun.")]
    [Pattern(EvaluationSetVersion.Form, EvaluationSetVersion.Noun)]
    public string? From { get; init; }

    [Doc("Why these rows are worth a test of their own.")]
    public required string Why { get; init; }

    [Doc("Condition that picked the rows.")]
    public string? Where { get; init; }

    [Doc("Which rows joined those of the version before, in the words of the strategy.")]
    public string? GrownBy { get; init; }

    [Doc("Time of the turn that proposed it; none of what a person froze.")]
    public string? Turn { get; init; }

    [Doc("Time as of which they were picked: only labels that had arrived.")]
    public required string AsOf { get; init; }

    [Doc("Rows of rows.csv.")]
    public required long Rows { get; init; }

    [Doc("Rows by the rule of curation that found them and its version, where the set grows by new rules.")]
    [EntryNames("[a-z-]+ [0-9a-f]+", "a rule and its version")]
    public IReadOnlyDictionary<string, long> Rules { get; init; } = new Dictionary<string, long>();

    [Doc("Digest of the ordered rows.")]
    public required string Digest { get; init; }

    [Doc("Columns of rows.csv with their types, the label last; those of the strategy in a set that was frozen before they were kept.")]
    [EntryNames(".+", "a column's name")]
    public IReadOnlyDictionary<string, SqlType> Columns { get; init; } = new Dictionary<string, SqlType>();

    /// <summary>Time as of which the rows were picked.</summary>
    internal DateTime Time => DateTime.Parse(AsOf, CultureInfo.InvariantCulture);

    /// <returns>The manifest, or null where there is none.</returns>
    /// <exception cref="RefusedException">It is damaged, or another version's.</exception>
    public static EvaluationSetManifest? Read(IFiles files, string model, string name, string version)
    {
        var path = $"{EvaluationSet.Folder(model, name, version)}/{File}";
        if (files.Read(path) is not { } text)
        {
            return null;
        }

        var manifest = Documents.Read<EvaluationSetManifest>(path, text);
        var wanted = version.Split('@')[0];
        return manifest.Version == wanted && manifest.Name == name
            ? manifest
            : throw new RefusedException(
                ExitCode.Mistake,
                $"{path} says that it is {manifest.Name} {manifest.Version}: a folder was copied or renamed, and nobody could tell the versions apart. "
                    + $"Type: git checkout -- {EvaluationSet.Folder(model, name, wanted)}, and make changes by: flywheel evalset bump {model} {name}"
            );
    }

    public string Write() =>
        Documents.Write(
            $"Evaluation set {Model}/{Name} {Version}. Never changed: a change is a new version.",
            [
                ("model", Model),
                ("name", Name),
                ("version", Version),
                ("from", From),
                ("why", Why),
                ("where", Where),
                ("grown-by", GrownBy),
                ("turn", Turn),
                ("as-of", AsOf),
                ("rows", Rows),
                ("rules", Rules.Count == 0 ? null : Rules.OrderBy(rule => rule.Key, StringComparer.Ordinal).ToDictionary()),
                ("digest", Digest),
                ("columns", Columns.ToDictionary(column => column.Key, column => (object)KebabCase.Of(column.Value.ToString()))),
            ]
        );
}
