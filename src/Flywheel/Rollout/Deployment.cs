using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Rollout;

[Doc("What production follows, as the history of what was decided about it; the last model put in force is followed.")]
public sealed record Deployment
{
    [Doc("Name of the model.")]
    public required string Model { get; init; }

    [Doc("What was decided, in order; entries are added and never changed.")]
    public IReadOnlyList<DeploymentEntry> History { get; init; } = [];

    /// <summary>Version in force, or null before the first.</summary>
    public string? Current => InForce.LastOrDefault()?.Version;

    /// <summary>The first version ever in force: the model never retrained.</summary>
    public string? First => InForce.FirstOrDefault()?.Version;

    /// <summary>The entry that holds the model in force until it is lifted, or null.</summary>
    public DeploymentEntry? Freeze =>
        History.LastOrDefault(entry => entry.Act is DeploymentAct.Freeze or DeploymentAct.Unfreeze) is { Act: DeploymentAct.Freeze } freeze
            ? freeze
            : null;

    /// <summary>Entries that put a version in force, in order.</summary>
    public IEnumerable<DeploymentEntry> InForce => History.Where(entry => entry.Act is DeploymentAct.Promote or DeploymentAct.RollBack);

    /// <summary>The version in force before the current one: rolling back and back again goes on backwards, never to what was left.</summary>
    public string? Previous
    {
        get
        {
            var kept = new List<string>();
            foreach (var entry in InForce)
            {
                if (entry.Act == DeploymentAct.RollBack && kept.LastIndexOf(entry.Version!) is >= 0 and var last)
                {
                    kept.RemoveRange(last, kept.Count - last);
                }

                kept.Add(entry.Version!);
            }

            return kept.Count < 2 ? null : kept[^2];
        }
    }

    public static string Path(string model) => $"models/{model}/deployment.yaml";

    /// <summary>Version in force at a time, or null.</summary>
    public string? At(DateTime time) => InForce.LastOrDefault(entry => entry.Time <= time)?.Version;

    /// <summary>A person's refusal of a candidate, or null.</summary>
    /// <param name="bytes">Hash of its bytes: another model of that version was not refused.</param>
    public DeploymentEntry? RefusalOf(string version, string bytes) =>
        History.LastOrDefault(entry =>
            entry.Act == DeploymentAct.Refuse && entry.Version == version && bytes.StartsWith(entry.Bytes ?? "", StringComparison.Ordinal)
        );

    /// <summary>What was decided before a time, and what people refused of the turn at that time: it is not proposed again.</summary>
    public Deployment Before(DateTime asOf) =>
        this with
        {
            History = [.. History.Where(entry => entry.Time < asOf || (entry.Act == DeploymentAct.Refuse && entry.Time == asOf))],
        };

    /// <summary>With one more version in force.</summary>
    public Deployment With(DateTime since, string version) => With(new DeploymentEntry { Since = Ledger.Day(since), Version = version });

    public Deployment With(DeploymentEntry entry) => this with { History = [.. History, entry] };

    public static Deployment Read(IFiles files, string model)
    {
        var path = Path(model);
        return files.Read(path) is { } text ? Documents.Read<Deployment>(path, text) : new() { Model = model };
    }

    public string Write() =>
        Documents.Write(
            "The pointer that production follows. The loop and people propose changes; merging one is the sign-off.",
            [("model", Model), ("history", History.Select(entry => entry.Write()).ToList())]
        );
}

[Doc("One decision about what production follows.")]
public sealed record DeploymentEntry : IConsistent
{
    [Doc("Time of the turn that proposed it, or of the newest one when a person decided: not when it was merged, which git knows."), Moment]
    public required string Since { get; init; }

    [Doc("What was decided.")]
    public DeploymentAct Act { get; init; } = DeploymentAct.Promote;

    [Doc("Version of the model: the time of the turn that trained it."), Moment]
    public string? Version { get; init; }

    [Doc("First digits of the hash of a refused candidate's bytes.")]
    public string? Bytes { get; init; }

    [Doc("A person's reason; the loop's own reason is in its report.")]
    public string? Because { get; init; }

    /// <summary>Whether a person decided it rather than the loop.</summary>
    public bool IsByHand => Because is not null;

    internal DateTime Time => DateTime.Parse(Since, System.Globalization.CultureInfo.InvariantCulture);

    internal Flow Write() =>
        Documents.Flow([
            ("since", Since),
            ("act", Act == DeploymentAct.Promote ? null : KebabCase.Of(Act.ToString())),
            ("version", Version),
            ("bytes", Bytes),
            ("because", Because),
        ]);

    public IEnumerable<Contradiction> Contradictions()
    {
        var named = Act is not (DeploymentAct.Freeze or DeploymentAct.Unfreeze);
        if (named && Version is null)
        {
            yield return new(
                "version",
                $"The act {KebabCase.Of(Act.ToString())} names no version.",
                "It is about one model.",
                "Write 'version: 2001-02-05'."
            );
        }

        if (Act != DeploymentAct.Promote && Because is null)
        {
            yield return new(
                "because",
                $"The act {KebabCase.Of(Act.ToString())} gives no reason.",
                "What a person decides by hand is read by others.",
                "Write 'because: the reason'."
            );
        }
    }
}

public enum DeploymentAct
{
    [Doc("A version is put in force.")]
    Promote,

    [Doc("An earlier version is put in force again.")]
    RollBack,

    [Doc("A candidate is not to be proposed again.")]
    Refuse,

    [Doc("The version in force stays, whatever the gates say, until it is lifted.")]
    Freeze,

    [Doc("A freeze is lifted.")]
    Unfreeze,
}
