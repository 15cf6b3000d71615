using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Monitoring;

[Doc("A command that tells alarms and missed cycles to people, each once; what fails is tried again by the next run.")]
public sealed record DeliverSection : Section
{
    [Doc(
        "Program and arguments; it gets the alarm as JSON on its standard input, with the Markdown of it under 'text', and ends with 0 once it is told. No shell reads it."
    )]
    [NotEmpty, Example("[ bash, build/alarms/webhook.sh ]")]
    public required IReadOnlyList<string> Run
    {
        get => Read(field);
        init;
    }

    [Doc("Longest run; a command that takes longer is stopped and counts as failed."), DurationRange("1s", "1h")]
    public TimeSpan Within
    {
        get => Read(field);
        init;
    } = TimeSpan.FromMinutes(1);
}
