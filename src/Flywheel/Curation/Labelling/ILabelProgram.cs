namespace Flywheel.Curation.Labelling;

/// <summary>Runs a labeler that is a program.</summary>
public interface ILabelProgram
{
    /// <summary>The folder in which a labeler finds its points and leaves labels; it outlives a process that dies, so that no label is lost.</summary>
    string Folder(string model, string labeler);

    /// <summary>Runs it on a folder, and stops it where it takes too long.</summary>
    /// <returns>Why it was not done; null where it was.</returns>
    ProgramTrouble? Run(LabelsByCommand settings, string folder);
}

/// <summary>Why a program was not done.</summary>
/// <param name="Said">The same in every run and on every machine.</param>
/// <param name="Told">With what the program wrote to its error stream.</param>
public sealed record ProgramTrouble(string Said, string Told);
