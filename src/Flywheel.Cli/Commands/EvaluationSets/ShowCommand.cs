using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.Datasets;
using Flywheel.Turns;
using Flywheel.Yaml;
using Spectre.Console;

namespace Flywheel.Cli.Commands.EvaluationSets;

/// <summary><c>flywheel evalset show</c>: one version, whether it is in the working tree or in git only.</summary>
public static class ShowCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var name = Sets.Name();
        var version = Sets.Version("version", "Version, e.g. v1, v1.x or v1@main; the newest without it.");
        var command = new Command("show", "One version: why, where its rows come from, its columns, its labels by cohort.")
        {
            model,
            name,
            version,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var sets = new Sets(workshop, strategy);
                var set = parsed.GetValue(name)!;
                var found = sets.Find(set, parsed.GetValue(version));
                var (manifest, groups) = sets.View().Show(set, found.Text)!.Value;
                var inTree =
                    found.Revision is null && EvaluationSetReference.In(workshop.Files, strategy.Model, set).Contains(found.Version!.Value);
                AnsiConsole.WriteLine(
                    $"{set} {manifest.Version}, read from {(inTree ? EvaluationSet.Folder(strategy.Model, set, manifest.Version) : found.Revision ?? $"the tag {EvaluationSetTag.Of(strategy.Model, set, manifest.Version)}")}: {manifest.Why}"
                );
                foreach (
                    var (what, said) in new (string, string?)[]
                    {
                        ("made of", manifest.From),
                        ("where", manifest.Where),
                        ("grown by", manifest.GrownBy),
                        ("as of", manifest.AsOf),
                        (
                            "rules",
                            manifest.Rules.Count == 0 ? null : Listing.Of(manifest.Rules.Select(rule => $"{rule.Key}: {rule.Value}"))
                        ),
                        ("digest", manifest.Digest),
                    }
                )
                {
                    if (said is not null)
                    {
                        AnsiConsole.WriteLine($"{what}: {said}");
                    }
                }

                var mean = strategy.Target.MeanName;
                var table = Tables.Plain(mean is null ? ["group", "rows"] : ["group", "rows", mean]);
                foreach (var group in groups)
                {
                    string[] cells = [group.Group, Sets.Count(group.Rows), Sets.Number(group.Mean)];
                    table.AddRow(cells.Take(mean is null ? 2 : 3).Select(Markup.Escape).ToArray());
                }

                AnsiConsole.Write(table);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }
}
