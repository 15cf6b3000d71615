using Flywheel.Turns;

namespace Flywheel.Tests.Infra;

/// <summary>Keeps which stages ran and which were remembered.</summary>
internal sealed class ToldStages : IProgress, IDisposable
{
    private readonly List<(string Name, bool Remembered)> stages = [];

    public IEnumerable<string> Ran => stages.Where(stage => !stage.Remembered).Select(stage => stage.Name);

    public List<string> Said { get; } = [];

    public IDisposable Stage(string name, bool remembered)
    {
        stages.Add((name, remembered));
        return this;
    }

    public void Step(double share, string what) { }

    public void Say(string line) => Said.Add(line);

    public void Dispose() { }
}
