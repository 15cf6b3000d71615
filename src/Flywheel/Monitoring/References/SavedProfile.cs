using Flywheel.Logging.Profiles;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.References;

[Doc("A profile that flywheel profile wrote: the rows themselves need not be there any more.")]
public sealed record SavedProfile : Reference
{
    [Doc("Its file, from the root of the repository."), Inline, Example("profiles/flights/january.profile")]
    public required string File { get; init; }

    public override string Said => $"the profile {File}";

    public override (DateTime From, DateTime To)? Span(Turn turn) => null;

    /// <summary>Null where it holds what had not been received yet at the turn's time: nothing may see later than that.</summary>
    /// <exception cref="RefusedException">The file is missing or damaged.</exception>
    public override Profile? Profile(Turn turn)
    {
        var profile = Read(turn.Workplace.Files.Read(File));
        return profile.Known > turn.AsOf ? null : profile;
    }

    /// <param name="text">Of the file; null where it is not there.</param>
    /// <exception cref="RefusedException">The file is missing or damaged.</exception>
    public Profile Read(string? text) =>
        text is null ? throw new RefusedException(ExitCode.Mistake, $"There is no file {File}.") : ProfileFile.Read(File, text);
}
