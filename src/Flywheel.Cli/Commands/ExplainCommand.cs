using System.CommandLine;
using Flywheel.Strategy;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel explain-strategy</c>: the strategy as resolved, every default visible.</summary>
public static class ExplainCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var docs = new Option<bool>("--docs") { Description = "Put each key's sentence above it." };
        var command = new Command("explain-strategy", "Print a strategy as resolved, with every default visible.") { model, docs };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var name = parsed.GetValue(model)!;
                var strategy = workshop.Strategy(name);
                var texts = new StrategyLoader(workshop.Files, workshop.Checker).Explained(name, parsed.GetValue(docs), new Faults())!;
                foreach (var (file, text) in texts)
                {
                    Console.Out.WriteLine($"# strategy/{name}/{file}\n{text}");
                }

                Console.Out.WriteLine($"# digest {strategy.Digest}");
                return (int)ExitCode.Done;
            }
        );
        return command;
    }
}
