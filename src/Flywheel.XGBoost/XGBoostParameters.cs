using System.Globalization;

namespace Flywheel.XGBoost;

/// <summary>Checked training parameters. Immutable.</summary>
public sealed class XGBoostParameters
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Takes names and values as XGBoost writes them, e.g. max_depth and 6.</summary>
    /// <exception cref="ArgumentException">Some name or value is wrong; the message tells all faults, one a line.</exception>
    public XGBoostParameters(IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach (var (name, value) in values)
        {
            _values[name] = value;
        }

        var problems = Problems(_values);
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join('\n', problems), nameof(values));
        }
    }

    /// <summary>The values by name, ordered by name.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>Threads that train and predict; 0 takes <see cref="XGBoostLibrary.Threads"/>. Does not change the model's bytes.</summary>
    public int Threads { get; init; }

    /// <summary>gbtree, dart or gblinear.</summary>
    public string Booster => Value("booster", "gbtree");

    /// <summary>Takes numbers, truth values and texts: <c>XGBoostParameters.Of(("eta", 0.1), ("objective", "binary:logistic"))</c>.</summary>
    /// <exception cref="ArgumentException">Some name or value is wrong; the message tells all faults, one a line.</exception>
    public static XGBoostParameters Of(params (string Name, object Value)[] values) =>
        new(values.Select(v => KeyValuePair.Create(v.Name, Text(v.Value))));

    /// <summary>What is wrong with one parameter, for whoever reads them from a file. Does not need the library.</summary>
    /// <returns>Whole sentences; empty when nothing is wrong.</returns>
    public static IReadOnlyList<string> Problems(string name, string value)
    {
        if (name == "nthread")
        {
            return ["'nthread' is no training parameter: threads do not change a model. Set Threads instead."];
        }

        if (KnownParameters.Find(name) is not { } known)
        {
            return [$"'{name}' is no parameter of XGBoost. Did you mean '{KnownParameters.Nearest(name)}'?"];
        }

        return known.Kind.Accepts(value) ? [] : [$"{name} is '{value}', but takes {known.Kind.Range}. {known.Summary}"];
    }

    /// <summary>What is wrong with parameters, each by itself and all together. Does not need the library.</summary>
    /// <returns>Whole sentences; empty when nothing is wrong.</returns>
    public static IReadOnlyList<string> Problems(IReadOnlyDictionary<string, string> values)
    {
        List<string> problems = [.. values.SelectMany(v => Problems(v.Key, v.Value))];
        return problems.Count > 0 ? problems : [.. Contradictions(values)];
    }

    /// <summary>What is set on a booster, in order: first what makes models reproducible, then what was given.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Settings()
    {
        yield return new("booster", Booster);
        yield return Booster == "gblinear" ? new("updater", "coord_descent") : new("tree_method", Value("tree_method", "hist"));

        // With one stream for the whole training, Continue would draw the rows of the first rounds again.
        yield return new("seed_per_iteration", Value("seed_per_iteration", "true"));

        foreach (var (name, value) in _values)
        {
            // XGBoost collects repeated metrics; every other parameter is set once.
            foreach (var one in name == "eval_metric" ? ParameterKind.Metrics.Split(value) : [value])
            {
                yield return new(name, one);
            }
        }
    }

    private static IEnumerable<string> Contradictions(IReadOnlyDictionary<string, string> values)
    {
        var booster = values.GetValueOrDefault("booster", "gbtree");
        foreach (var name in values.Keys.Where(name => !KnownParameters.Find(name)!.Heeds(booster)))
        {
            var boosters = KnownParameters.Find(name)!.Boosters.Replace(" ", " or ", StringComparison.Ordinal);
            yield return $"{name} has no effect with booster={booster}: it belongs to {boosters}. Leave it out, or change the booster.";
        }

        var objective = values.GetValueOrDefault("objective", "reg:squarederror");
        var classes = values.ContainsKey("num_class");
        if (objective.StartsWith("multi:", StringComparison.Ordinal) != classes)
        {
            yield return classes
                ? $"num_class is given, but {objective} has no classes to count. Leave it out, or use multi:softprob."
                : $"{objective} needs num_class, the number of classes. Write e.g. num_class: 3.";
        }

        if (
            objective is "binary:logistic" or "reg:logistic"
            && values.TryGetValue("base_score", out var score)
            && !new ParameterKind.Number(0, 1, Ends.Both).Accepts(score)
        )
        {
            yield return $"base_score is '{score}', but {objective} starts from a probability in (0, 1).";
        }
    }

    private static string Text(object value) =>
        value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private string Value(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);
}
