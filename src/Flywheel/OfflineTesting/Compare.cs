using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting.Disagreeing;
using Flywheel.OfflineTesting.Expectations;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.OfflineTesting;

/// <summary>Stage "test": the candidate against the model in force, paired on the same held-out rows, judged by the strategy's gates.</summary>
public static class Compare
{
    public static Comparison Run(Turn turn)
    {
        var seen = Judge(turn);
        var (sets, proposals) = GrowEvaluationSet.OfTurn(turn);
        return seen with { Grown = turn.Strategy.Main.OfflineTest.Grow.Count == 0 ? null : sets, Proposals = proposals };
    }

    private static Comparison Judge(Turn turn)
    {
        if (turn.Of<TrainingRecord>() is not { Candidate: { } candidate, Manifest: { } manifest })
        {
            return new()
            {
                Decision = Decisions.NoCandidate,
                Why = "No candidate was trained in this turn.",
                Current = turn.Base.Deployment.Current,
            };
        }

        var measured = Measure(turn, candidate, manifest);
        var settings = turn.Strategy.Main.OfflineTest;
        var results = Gates(turn, measured.Current).Select(gate => gate.Judge(measured, settings.Error)).ToList();
        var (decision, why) = Decisions.Of(measured, manifest.Bytes, results, turn.Base.Deployment);
        return measured with { Gates = results, Decision = decision, Why = why };
    }

    private static IReadOnlyList<Gate> Gates(Turn turn, string? current) =>
        current is null ? turn.Strategy.Main.OfflineTest.FirstModel : turn.Strategy.Main.OfflineTest.Gates;

    private static Comparison Measure(Turn turn, string candidate, ModelManifest manifest)
    {
        var holdOut = FormDataset.HoldOutFrom(turn);
        var current = turn.Base.Deployment.Current;
        turn.Log.See(holdOut, curated: true);
        var within = turn.Log.Within(holdOut, turn.AsOf);
        var unseen = UnseenRows.Sql(
            turn,
            [manifest, .. Versions(turn).Select(version => ModelManifest.Read(turn.Workplace.Files, manifest.Model, version))]
        );
        var rows = LabelledRows.Read(turn, $"{within} AND {unseen}");

        // Models are loaded before scoring: one that must be rebuilt uses the views of an earlier time.
        using var candidateModel = ModelShelf.Open(turn, manifest.Bytes, $"{manifest.Model}@{candidate}");
        using var currentModel = current is null ? null : ModelShelf.Load(turn, current);
        var anchor = AnchorVersion(turn);
        using var anchorModel = anchor is null || anchor == current ? null : ModelShelf.Load(turn, anchor);
        using var firstModel = turn.Base.Deployment.First is { } first && first != current ? ModelShelf.Load(turn, first) : null;
        var data = DataChange.Of(turn);
        turn.Log.See(holdOut, curated: true);

        var candidateScores = candidateModel.Score(turn, rows.Where);
        var currentScores =
            current is null ? null
            : rows.AreScoredBy(turn, current) ? rows.LoggedScore
            : currentModel!.Score(turn, rows.Where);
        var contrasts = new Contrasts(turn.Strategy, turn.Strategy.Main.OfflineTest.Error);
        var (candidateRows, currentRows) = Sorted(
            rows,
            (candidateScores, candidateModel.Threshold),
            (currentScores, currentModel?.Threshold)
        );
        contrasts.Add(rows, candidateRows, currentRows);
        var sets = EvaluationSet.Of(turn).ToList();
        foreach (var set in sets)
        {
            turn.Workplace.Progress.Step(0.5, $"evaluation set {set.Name} {set.Version}");
            contrasts.Add(
                $"{set.Name} {set.Version}",
                ScoredRows.Of(set.Sample, set.Score(turn, candidateModel), candidateModel.Threshold),
                currentModel is null ? null : ScoredRows.Of(set.Sample, set.Score(turn, currentModel), currentModel.Threshold)
            );
        }

        var span = ScoreSpan.Of(turn.Strategy.Target, candidateScores, currentScores ?? []);
        var metric = turn.Strategy.Metrics[0].Name;
        var difference = contrasts.Rows.First(contrast => contrast.Group == Figure.All && contrast.Metric == metric).Difference;
        return new()
        {
            NextCycle = NextCycle.Of(metric, difference, turn.Base.Ledger, RealisedNow(turn), turn.Strategy.Main.OfflineTest.Error),
            Leaks = Gates(turn, current).Any(gate => gate is NoLeak) ? new FindLeaks(turn, rows).Run(sets) : null,
            Anchor = AnchorOf(
                turn,
                anchor,
                difference,
                rows,
                candidateRows,
                anchorModel is null ? null : ScoredRows.Of(rows.Sample, anchorModel.Score(turn, rows.Where), anchorModel.Threshold)
            ),
            Candidate = candidate,
            Current = current,
            Data = data,
            HoldOutFrom = holdOut,
            Rows = rows.Sample.Count,
            Unlabelled = turn.Database.Value<long>($"SELECT count(*) FROM log WHERE {within} AND {turn.Log.Label} IS NULL"),
            Seen = turn.Database.Value<long>(
                $"SELECT count(*) FROM log WHERE {within} AND {turn.Log.Label} IS NOT NULL AND NOT ({unseen})"
            ),
            EffectiveSize = Math.Round(rows.Sample.EffectiveSize, 1),
            Contrasts = contrasts.Rows,
            Pooled = contrasts.Pooled,
            Missing = contrasts.Missing,
            Baselines = [.. Baselines(turn, rows, firstModel)],
            Alternatives = currentRows is null
                ? []
                : [.. Alternatives.Of(turn.Strategy, rows.Sample, currentScores!, candidateRows, currentRows)],
            Span = turn.Strategy.Target.IsProbability ? null : span,
            ScoreCandidate = ScoreShares.Of(candidateScores, span),
            ScoreCurrent = currentScores is null ? [] : ScoreShares.Of(currentScores, span),
            Expectations = MeasureExpectations.Of(turn, $"{within} AND {unseen}", candidateModel, currentModel),
            Disagreements = FindDisagreements.Of(turn, rows, (candidateModel, candidateScores), (currentModel, currentScores)),
            Noise = RetrainingNoise.Of(turn, rows),
            Forgotten = Forgetting.Of(turn, turn.Of<DatasetRecord>().Dataset, candidateModel, currentModel),
            Decision = Decisions.NoCandidate,
            Why = "",
        };
    }

    /// <summary>Both models' rows in order of their scores, each sorted on its own core.</summary>
    private static (ScoredRows Candidate, ScoredRows? Current) Sorted(
        LabelledRows rows,
        (double[] Scores, double? Threshold) candidate,
        (double[]? Scores, double? Threshold) current
    )
    {
        var sorted = new ScoredRows?[2];
        Parallel.Invoke(
            () => sorted[0] = ScoredRows.Of(rows.Sample, candidate.Scores, candidate.Threshold),
            () => sorted[1] = current.Scores is null ? null : ScoredRows.Of(rows.Sample, current.Scores, current.Threshold)
        );
        return (sorted[0]!, sorted[1]);
    }

    /// <summary>Deployed versions that are measured beside the candidate.</summary>
    private static IEnumerable<string> Versions(Turn turn) =>
        new[] { turn.Base.Deployment.Current, turn.Base.Deployment.First, AnchorVersion(turn) }.OfType<string>().Distinct();

    /// <summary>The best model in force over as many turns as the strategy's gate against creep looks back; null without such a gate.</summary>
    private static string? AnchorVersion(Turn turn) =>
        turn.Strategy.Main.OfflineTest.Gates.OfType<NoCreep>().FirstOrDefault() is { } gate
            ? Anchor.VersionOf(
                turn.Base.Ledger,
                turn.Base.Deployment.Current,
                RealisedNow(turn),
                gate.Over,
                turn.Strategy.Metrics[0].Direction
            )
            : null;

    private static double? RealisedNow(Turn turn) => turn.Of<MonitoringRecord>().Realised?.Shown.Value;

    private static Anchor? AnchorOf(
        Turn turn,
        string? version,
        Measurement? fromCurrent,
        LabelledRows rows,
        ScoredRows candidate,
        ScoredRows? anchor
    ) =>
        version is null ? null
        : anchor is null ? new(version, fromCurrent!)
        : new(version, turn.Strategy.Metrics[0].Difference(candidate, anchor, turn.Strategy.Main.OfflineTest.Error));

    private static IEnumerable<Baseline> Baselines(Turn turn, LabelledRows rows, Scorer? neverRetrained)
    {
        var alternatives = new List<(string Name, double[] Scores, double? Threshold)>();
        if (neverRetrained is not null)
        {
            alternatives.Add(
                ($"never retrained ({turn.Base.Deployment.First})", neverRetrained.Score(turn, rows.Where), neverRetrained.Threshold)
            );
        }

        if (turn.Of<DatasetRecord>().Dataset?.Constant is { } constant)
        {
            alternatives.Add((turn.Strategy.Target.ConstantName, Constant(constant), null));
        }

        if (turn.Base.Ledger is [.., { LabelShare: { } last }])
        {
            alternatives.Add(("last cycle's base rate", Constant(last), null));
        }

        return alternatives
            .AsParallel()
            .AsOrdered()
            .SelectMany(alternative =>
            {
                var scored = ScoredRows.Of(rows.Sample, alternative.Scores, alternative.Threshold);
                return turn.Strategy.Metrics.Select(metric => new Baseline(
                    alternative.Name,
                    metric.Name,
                    metric.Estimate(scored, turn.Strategy.Main.OfflineTest.Error)
                ));
            });

        double[] Constant(double score) => [.. Enumerable.Repeat(score, rows.Sample.Count)];
    }
}
