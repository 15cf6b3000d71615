using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <summary>Which label of a point counts. A labeler's newest stands for it: an earlier one of its own is corrected by it.</summary>
public enum LabelConflicts
{
    [Doc("The label that was received last, whoever gave it.")]
    Newest,

    [Doc("That of the labeler who stands first in the order; of people of one queue the newest.")]
    FirstLabeler,

    [Doc("What most labelers and people say; none as long as two answers have as many.")]
    Majority,

    [Doc("None as long as labelers or people differ.")]
    LeaveOut,
}
