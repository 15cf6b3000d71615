namespace Flywheel.SignOff;

/// <summary>What stands between a proposal and its sign-off.</summary>
public static class OpenPoints
{
    /// <summary>Whom a stakeholder can rely on: a gate that is not open, or that the report does not have, is told.</summary>
    public static IEnumerable<string> OfGates(IReadOnlyDictionary<string, Stakeholder> signOff, ReportedComparison seen)
    {
        foreach (var (name, asked) in signOff)
        {
            foreach (var gate in asked.ReliesOn)
            {
                var answers = seen.Gates.Where(said => said.Gate == gate).ToList();
                if (answers.Count == 0)
                {
                    yield return $"{name} relies on {gate}, and this comparison has no such gate.";
                }

                foreach (var said in answers.Where(said => !said.IsOpen))
                {
                    yield return $"{name} relies on {gate}, which is {(said.Answer == "closed" ? "closed" : "without enough evidence")}: {said.Why}";
                }
            }
        }
    }

    /// <summary>Stakeholders whom nobody speaks for, and those whose owners are not asked.</summary>
    /// <param name="asked">Owners of the files that are touched.</param>
    public static IEnumerable<string> OfOwners(
        IReadOnlyDictionary<string, Stakeholder> signOff,
        IReadOnlyCollection<string> asked,
        string model
    )
    {
        // A strategy that names no owner leaves it to CODEOWNERS.
        var named = signOff.Values.Any(stakeholder => stakeholder.Owners.Count > 0);
        foreach (var (name, stakeholder) in named ? signOff : new Dictionary<string, Stakeholder>())
        {
            if (stakeholder.Owners.Count == 0)
            {
                yield return $"{name} has no owner. Write owners: [ \"@org/team\" ] below offline-test.sign-off.{name} in strategy/{model}/strategy.yaml.";
            }
            else if (!stakeholder.Owners.Any(owner => asked.Contains(owner, Owner.Same)))
            {
                yield return $"{name}: {string.Join(", ", stakeholder.Owners)} is not asked, as CODEOWNERS names them for none of these files. {Mend(model, stakeholder)}";
            }
        }
    }

    /// <summary>Owners that a strategy names and CODEOWNERS does not ask when the model's comparison or deployment changes.</summary>
    public static IEnumerable<string> NeverAsked(IReadOnlyDictionary<string, Stakeholder> signOff, CodeOwners owners, string model)
    {
        var asked = Guarded
            .All.SelectMany(guarded => guarded.OfModel(model))
            .SelectMany(path => owners.Of(path)?.Owners ?? [])
            .ToHashSet(Owner.Same);
        return signOff
            .Where(stakeholder => stakeholder.Value.Owners.Count > 0 && !stakeholder.Value.Owners.Any(asked.Contains))
            .Select(stakeholder =>
                $"{stakeholder.Key} of {model}: {string.Join(", ", stakeholder.Value.Owners)} is never asked. {Mend(model, stakeholder.Value)}"
            );
    }

    private static string Mend(string model, Stakeholder stakeholder) =>
        $"Add them to the line of CODEOWNERS that counts for its reports, or as the last line: /reports/{model}/ {string.Join(' ', stakeholder.Owners)}";
}
