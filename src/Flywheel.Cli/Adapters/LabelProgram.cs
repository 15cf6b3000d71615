using Flywheel.Curation;
using Flywheel.Curation.Labelling;

namespace Flywheel.Cli.Adapters;

/// <summary>Runs a labeler's program: its arguments are a list, and no shell reads them.</summary>
/// <param name="root">The repository's root: the program starts there.</param>
/// <param name="store">Folder of this machine that outlives the process.</param>
public sealed class LabelProgram(string root, string store) : ILabelProgram
{
    public string Folder(string model, string labeler) => Path.Combine(store, "labelling", model, labeler);

    public ProgramTrouble? Run(LabelsByCommand settings, string folder) =>
        new OutsideProgram(root, settings.Run).Run([Path.GetFullPath(folder)], settings.Within) is { } failure
            ? new(failure.Said, $"`{string.Join(' ', settings.Run)}` {failure}")
            : null;
}
