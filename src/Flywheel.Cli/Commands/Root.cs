using System.CommandLine;

namespace Flywheel.Cli.Commands;

/// <summary>The flywheel command and all below it.</summary>
public static class Root
{
    public static RootCommand Command()
    {
        var root = new RootCommand(
            """
            Continual learning as code: YAML in git says what to log, what to watch, which data to label, when to retrain, on which points, what good enough means, and how to roll out.

            Begin with:
              flywheel validate                    is every strategy without mistakes?
              flywheel simulate flights            let the next week of the demo arrive
              flywheel loop flights                turn the loop: watch, curate, train, test, propose
              flywheel status                      every model at a glance
            Then read reports/flights/comparison.verified.md, edit strategy/flights/*.yaml, and turn again.

            Exit codes: 0 done, 1 a gate is closed or an alarm is raised, 2 a mistake in a strategy or in the arguments, 3 a defect of ours, 4 not enough evidence, 5 a report differs from its verified file or a model from its manifest, 6 the environment lacks something.
            """
        );
        root.Options.Add(Options.Store);
        root.Subcommands.Add(ValidateCommand.Create());
        root.Subcommands.Add(LoopCommand.Create());
        foreach (var stage in Loop.Stages)
        {
            root.Subcommands.Add(LoopCommand.OfStage(stage));
        }

        root.Subcommands.Add(SimulateCommand.Create());
        root.Subcommands.Add(BacktestCommand.Create());
        root.Subcommands.Add(ScheduleCommand.Create());
        root.Subcommands.Add(StatusCommand.Create());
        root.Subcommands.Add(ProposalCommand.Create());
        root.Subcommands.Add(CheckCommand.Create());
        root.Subcommands.Add(AlarmsCommand.Create());
        root.Subcommands.Add(HistoryCommand.Create());
        root.Subcommands.Add(SignOffCommand.Create());
        root.Subcommands.Add(SiteCommand.Create());
        foreach (var command in DecideCommand.Create())
        {
            root.Subcommands.Add(command);
        }
        root.Subcommands.Add(WhyCommand.Create());
        root.Subcommands.Add(VerifyCommand.Create());
        root.Subcommands.Add(ExplainNumberCommand.Create());
        root.Subcommands.Add(AdviseCommand.Create());
        root.Subcommands.Add(WeakCohortsCommand.Create());
        root.Subcommands.Add(DisagreementsCommand.Create());
        root.Subcommands.Add(PromisesCommand.Create());
        root.Subcommands.Add(ExplainCommand.Create());
        root.Subcommands.Add(SchemaCommand.Create());
        root.Subcommands.Add(NewCommand.Create());
        root.Subcommands.Add(SqlCommand.Create());
        root.Subcommands.Add(QuarantineCommand.Create());
        root.Subcommands.Add(LabelsCommand.Create());
        root.Subcommands.Add(ProfileCommand.Create());
        root.Subcommands.Add(EvaluationSets.EvaluationSetCommand.Create());
        root.Subcommands.Add(CollectCommand.Create());
        root.Subcommands.Add(EraseCommand.Create());
        return root;
    }
}
