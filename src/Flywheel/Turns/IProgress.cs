namespace Flywheel.Turns;

/// <summary>Where long work says how far it is; what is said here never reaches git.</summary>
public interface IProgress
{
    /// <summary>A stage begins; disposing of the answer ends it.</summary>
    /// <param name="remembered">Whether its record was found in the store, so that nothing is computed.</param>
    IDisposable Stage(string name, bool remembered);

    /// <summary>A stage under way.</summary>
    /// <param name="share">Done so far, in [0, 1].</param>
    void Step(double share, string what);

    /// <summary>Something that whoever watches should know and that is no reason to stop.</summary>
    void Say(string line);
}

/// <summary>Says nothing.</summary>
public sealed class NoProgress : IProgress, IDisposable
{
    public IDisposable Stage(string name, bool remembered) => this;

    public void Step(double share, string what) { }

    public void Say(string line) { }

    public void Dispose() { }
}
