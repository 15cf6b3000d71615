using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Looks names up in the place that declares them, and tells those that are not there.</summary>
internal abstract class NameCheck(BoundFiles bound, Faults faults)
{
    protected BoundFiles Bound => bound;

    protected Faults Faults => faults;

    protected ModelTask Task => bound.Main?.Value?.Task ?? ModelTask.Binary;

    protected IReadOnlyList<string> Metrics => (bound.Metrics?.Value ?? new()).Metrics;

    protected IReadOnlyList<string> Distances => (bound.Metrics?.Value ?? new()).Distances;

    protected Place At(string path) => bound.Main!.PlaceOf(path);

    protected bool Known(string name, IEnumerable<string> known, string what, Place at)
    {
        var names = known.ToList();
        if (names.Contains(name))
        {
            return true;
        }

        var near = Nearest.To(name, names);
        Add(
            ReferenceFaults.UnknownName,
            at,
            $"'{name}' is no {what}.",
            names.Count == 0 ? "There is none." : $"There are: {Listing.Of(names)}.",
            near is null ? "Write one of them, or declare it." : $"Did you mean '{near}'?"
        );
        return false;
    }

    protected void Add(string code, Place at, string what, string why, string mend) => faults.Add(new(code, at, what, why, mend));

    protected static void Each<T>(IReadOnlyList<T> items, Action<T, int> check)
    {
        for (var i = 0; i < items.Count; i++)
        {
            check(items[i], i);
        }
    }
}
