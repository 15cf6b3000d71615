using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <summary>How a rule draws by its scores.</summary>
public enum DrawKind
{
    [Doc("The likelier the larger the score; every event has a chance, which is known.")]
    ByChance,

    [Doc("The largest scores: no chance is known, and no estimate can be corrected for the choice.")]
    Top,
}
