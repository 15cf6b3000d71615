using System.CommandLine;
using System.Globalization;
using Flywheel.Cohorts.Weak;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Reports;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel weak-cohorts</c>: where the model in force does worse than on average, as cohorts to take into the strategy.</summary>
public static class WeakCohortsCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var asOf = Options.AsOf("What had been received by this time. All that has arrived without it.");
        var metric = new Option<string?>("--metric")
        {
            Description = "Metric made of errors row by row. The first such metric of the strategy without it.",
            HelpName = "NAME",
        };
        var write = new Option<bool>("--write") { Description = "Make the changes in strategy/." };
        var command = new Command(
            "weak-cohorts",
            "Where the model in force does worse than on average: cohorts searched for in half of the clusters and confirmed in the other half, each as a diff."
        )
        {
            model,
            asOf,
            metric,
            write,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var by = MetricOf(strategy, parsed.GetValue(metric));
                var found = Find(workshop, strategy, parsed.GetValue(asOf), by);
                return (int)Tell(workshop, strategy, found, parsed.GetValue(write));
            }
        );
        return command;
    }

    private static Metric MetricOf(ModelStrategy strategy, string? name)
    {
        if (name is null)
        {
            return FindWeakCohorts.MetricOf(strategy);
        }

        var possible = MetricKinds.Of(strategy.Main.Task).Where(metric => metric.ErrorOf(1, 1) is not null).ToList();
        return possible.Find(metric => metric.Name == name)
            ?? throw new RefusedException(
                ExitCode.Mistake,
                $"'{name}' is no metric of {strategy.Model} that is made of errors row by row. Name one of: {string.Join(", ", possible.Select(metric => metric.Name))}."
            );
    }

    private static WeakCohorts Find(Workshop workshop, ModelStrategy strategy, DateTime? asOf, Metric metric)
    {
        if (!strategy.Log.Keep.HasRows)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                "The log keeps profiles and no row, so no row's error is known. Write 'keep: all' or 'keep: { sample: 0.1 }' under log; events from then on are kept."
            );
        }

        var dry = workshop.OpenDry(strategy);
        var time = asOf ?? LogSource.NewestArrival(dry, strategy) ?? throw NewestTurn.None(strategy.Model);
        var turn = new Turn(strategy, time, BaseState.Before(time, workshop.Files, strategy.Model), dry);
        var version =
            turn.Base.Deployment.Current
            ?? throw new RefusedException(
                ExitCode.Mistake,
                $"No model of {strategy.Model} is in force at {Ledger.Day(time)}, so none can be weak anywhere. Type: flywheel loop {strategy.Model}"
            );
        Ingest.Run(turn);
        return FindWeakCohorts.Run(turn, version, metric);
    }

    private static ExitCode Tell(Workshop workshop, ModelStrategy strategy, WeakCohorts found, bool write)
    {
        var log = strategy.Log;
        if (found.Found is null)
        {
            Console.Out.WriteLine(
                $"Not enough evidence: the {Numbers.Count(found.Rows)} labelled rows that {strategy.Model}@{found.Version} was not trained on are of {found.Clusters} clusters ({log.Cluster.Text}); to search in one half and confirm in the other takes {WeakSearch.FewestClusters}."
            );
            return ExitCode.NotEnoughEvidence;
        }

        var confirmed = found.Confirmed.ToList();
        Console.Out.WriteLine(
            $"{strategy.Model}@{found.Version}: {found.Metric.Name} of {Numbers.Count(found.Rows)} labelled rows that it was not trained on, in {found.Clusters} clusters ({log.Cluster.Text}). Looked at: {string.Join(", ", found.Columns)}, and their pairs."
        );
        Console.Out.WriteLine(
            $"{found.Found.Count} cohorts stood out in one half of the clusters, {confirmed.Count} of them are confirmed by the other half (Holm, {strategy.Main.OfflineTest.Error.ToString(CultureInfo.InvariantCulture)}).\n"
        );
        foreach (var cohort in confirmed)
        {
            Console.Out.WriteLine(Said(strategy, found, cohort) + "\n");
            foreach (var change in WeakCohortAdvice.Of(strategy, cohort))
            {
                _ = ProposedChange.Tell(workshop, strategy.Model, change, write);
            }
        }

        foreach (var cohort in found.Found.Except(confirmed))
        {
            Console.Out.WriteLine(
                $"Not confirmed: {cohort.Condition}: {Numbers.Signed(cohort.Find.Searched, 4)} in the searched half, {Numbers.Difference(cohort.Find.Excess)} in the other."
            );
        }

        return ExitCode.Done;
    }

    private static string Said(ModelStrategy strategy, WeakCohorts found, WeakCohort cohort)
    {
        var excess = cohort.Find.Excess;
        var ratio = excess.Value!.Value / cohort.Find.All;
        var said =
            $"{cohort.Condition}{(cohort.Known is null ? "" : $", which is the cohort {cohort.Known}")}: {found.Metric.Name} is worse by {Numbers.Difference(excess)} than {Numbers.Fixed(cohort.Find.All, 4)} of all rows ({Numbers.Percent(ratio)}), p {cohort.Find.PValue.ToString("0.0000", CultureInfo.InvariantCulture)}; "
            + $"{Numbers.Count(excess.Rows)} rows of the confirming half, {Numbers.Count(cohort.Rows)} in all.";
        if (cohort.Cost is { } cost)
        {
            said +=
                $" A thousand of them cost {Numbers.AmountOfDifference(cost)} {strategy.Main.Costs!.Currency} against a thousand of all.";
        }

        return cohort.Bias is { } bias
            ? said
                + $" Label less score: {Numbers.Difference(bias)}"
                + (
                    bias.Low > 0 || bias.High < 0
                        ? "; the model is off here."
                        : "; on average the model is right here, so the rows may be plain hard."
                )
            : said;
    }
}
