using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("Several labelers, asked one after the other: each for the points that those before it could not tell.")]
public sealed record LabelersInOrder : LabelSource, IConsistent
{
    [Doc("The labelers, the first to be asked first."), NotEmpty, Inline]
    [Example("[ { sql-rule: \"CASE WHEN distance < 100 THEN 0 END\" }, { human-queue: { price: 0.5 } } ]")]
    public required IReadOnlyList<LabelSource> Of { get; init; }

    public override IReadOnlyList<LabelSource> Labelers => Of;

    public override bool MustBeBought => Of.Any(labeler => labeler.MustBeBought);

    public override LabelSource InReplay =>
        this with
        {
            Of = [.. Of.Select(labeler => labeler.InReplay).DistinctBy(labeler => labeler is LabelsFromLog ? "" : labeler.Signs)],
        };

    public override IEnumerable<(Expressions.Expression Expression, Expressions.Wanted Wanted)> Expressions(Metrics.ModelTask task) =>
        Of.SelectMany(labeler => labeler.Expressions(task));

    public IEnumerable<Contradiction> Contradictions()
    {
        if (Price > 0 || Name is not null)
        {
            yield return new(
                Price > 0 ? "price" : "name",
                "Several labelers have a price or a name together.",
                "Each label is given, paid and signed by one of them.",
                "Write it with the labeler that it is of."
            );
        }

        if (Of.OfType<LabelersInOrder>().Any())
        {
            yield return new(
                "of",
                "An 'in-order' stands within another.",
                "Its labelers would be asked one after the other all the same.",
                "Write all labelers in one list."
            );
        }

        if (Of.FirstOrDefault(labeler => labeler.Conflicts != LabelConflicts.Newest) is { } own)
        {
            yield return new(
                "of",
                $"The labeler '{own.Signs}' says which of several labels counts.",
                "That is one answer for all labelers.",
                "Write 'conflicts' beside 'of', and not within it."
            );
        }

        if (Of.GroupBy(labeler => labeler.Signs).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            yield return new(
                "of",
                $"Two labelers sign with '{twice.Key}'.",
                "Nobody could tell whose label is whose.",
                "Give one of them another name, e.g. 'name: second-look'."
            );
        }
    }
}
