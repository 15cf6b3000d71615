using Flywheel.Datasets;
using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Checks that the evaluation sets which a strategy names are there, or will be begun by growth.</summary>
internal sealed class EvaluationSetCheck(BoundFiles bound, string model, IFiles files, Faults faults) : NameCheck(bound, faults)
{
    public void Run(StrategyFile main)
    {
        foreach (var (name, text) in main.OfflineTest.EvaluationSets)
        {
            Check(main, name, text, At($"offline-test.evaluation-sets.{name}"));
        }

        foreach (var (name, growth) in main.OfflineTest.Grow)
        {
            Known(
                name,
                main.OfflineTest.EvaluationSets.Keys,
                "set of offline-test.evaluation-sets",
                Bound.Main!.KeyPlaceOf($"offline-test.grow.{name}")
            );
            if (Bound.Curation?.Value is { } curation)
            {
                var rules = curation.Rules.Select(rule => rule.Name).Distinct().ToList();
                Each(
                    growth.RuleNames,
                    (rule, i) => Known(rule, rules, "rule of curation.yaml", At($"offline-test.grow.{name}.{growth.Name}.rules[{i}]"))
                );
            }
        }
    }

    private void Check(StrategyFile main, string name, string text, Place at)
    {
        if (EvaluationSetReference.Parse(text) is not { } reference)
        {
            Add(
                ReferenceFaults.WrongVersion,
                at,
                $"'{text}' is no version of an evaluation set.",
                $"Named is {EvaluationSetReference.Forms}.",
                $"Write e.g. '{name}: v1'."
            );
            return;
        }

        var there = EvaluationSetReference.In(files, model, name);
        if (reference.Version is null)
        {
            if (there.All(version => version.Major != reference.Line) && (there.Count > 0 || !main.OfflineTest.Grow.ContainsKey(name)))
            {
                Missing(name, text, there, at, $"No version of {name} {text} is in evalsets/{model}/{name}.");
            }
        }
        else if (files.Read($"{EvaluationSet.Folder(model, name, text)}/{EvaluationSetManifest.File}") is null)
        {
            Missing(name, text, there, at, $"The evaluation set {name} {text} is not in {EvaluationSet.Folder(model, name, text)}.");
        }
    }

    private void Missing(string name, string text, IReadOnlyList<EvaluationSetVersion> there, Place at, string what)
    {
        var near = Nearest.To(name, EvaluationSetReference.Names(files, model));
        var mend =
            there.Count > 0 ? $"There are: {Listing.Of(there.Select(version => version.Text))}. Write one of them."
            : near is not null ? $"Did you mean '{near}'?"
            : $"Take the name out, type: flywheel evalset add {model} {name} --where \"…\" --why \"…\", and name it again.";
        Add(
            ReferenceFaults.MissingFile,
            at,
            what,
            text.Contains('@', StringComparison.Ordinal)
                ? "Neither the working tree nor git has it there, and a candidate cannot be measured on rows that are not there."
                : "A candidate cannot be measured on rows that are not there.",
            mend
        );
    }
}
