using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("Only when a person asks: flywheel loop <model> --retrain \"the reason\".")]
public sealed record Manual : Trigger
{
    public override Decision Decide(Signals seen) => new(Answer.No, "nobody asked");
}
