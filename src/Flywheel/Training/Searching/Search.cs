using Flywheel.Metrics;
using Flywheel.State;

namespace Flywheel.Training.Searching;

/// <summary>Runs the trials of a search, heat by heat, and chooses.</summary>
/// <param name="rows">What judges them.</param>
/// <param name="among">Trainers to try.</param>
/// <param name="show">What a trainer shows when it is fitted to a share of the rows; its third argument names the trial and the heat for people.</param>
public sealed class Search(
    AutoTrainer how,
    TrialRows rows,
    IReadOnlyList<SearchedTrainer> among,
    int seed,
    Func<Trainer, double, string, Shown> show
)
{
    private readonly IReadOnlyList<double> shares = Halving.Shares(how.Trials);
    private readonly List<Trial> trials = [];
    private readonly List<Dictionary<int, Shown>> heats = [];
    private double spent;

    /// <param name="recorded">A run of it that is made again: as many trials are completed in each heat, whatever the clock says.</param>
    public SearchResult Run(SearchResult? recorded = null)
    {
        if (rows.WeightByCluster.Length < ClusteredInterval.FewestClusters)
        {
            return Of(
                1,
                $"not enough evidence: the rows that judge are of {rows.WeightByCluster.Length} clusters, and telling a difference takes 3, so nothing was tried and the defaults stay"
            );
        }

        IReadOnlyList<int> field = [.. Enumerable.Range(1, recorded?.Trials.Count ?? how.Trials ?? MostInSeconds)];
        for (var heat = 0; heat < shares.Count; heat++)
        {
            field = Heat(heat, field, recorded);
        }

        return Chosen();
    }

    /// <summary>More are drawn in no budget of seconds.</summary>
    private const int MostInSeconds = 10000;

    /// <returns>Those that go on.</returns>
    private IReadOnlyList<int> Heat(int heat, IReadOnlyList<int> field, SearchResult? recorded)
    {
        var shown = new Dictionary<int, Shown>();
        heats.Add(shown);
        foreach (var number in field)
        {
            if (!GoesOn(heat, shown.Count, recorded))
            {
                break;
            }

            if (number > trials.Count)
            {
                trials.Add(SearchSpace.Drawn(number, among, seed));
            }

            var of = how.Trials is { } all ? $" of {all}" : "";
            var one = show(SearchSpace.Made(trials[number - 1]), shares[heat], $"trial {number}{of}, heat {heat + 1} of {shares.Count}");
            shown.Add(number, one);
            spent += one.Seconds;
        }

        var judge = Judge(how.Error);
        return Halving.GoOn(shown.ToDictionary(one => one.Key, one => judge.Loss(one.Value)));
    }

    /// <summary>Each heat has a third of the seconds, and what the heats before it have left; the defaults are tried in any case.</summary>
    private bool GoesOn(int heat, int completed, SearchResult? recorded) =>
        completed == 0
        || (
            recorded is not null
                ? completed < recorded.Completed(heat)
                : how.Seconds is not { } seconds || spent < (double)seconds * (heat + 1) / shares.Count
        );

    private Judgement Judge(double error) => new(rows.WeightByCluster, rows.Judged, error);

    private SearchResult Chosen()
    {
        // One claim a trial that was drawn, not one of the best: which is the best was seen on these very rows.
        var claims = Math.Max(1, trials.Count - 1);
        var judge = Judge(how.Error / claims);
        var last = heats[^1];
        var differences = last.Where(one => one.Key != 1).ToDictionary(one => one.Key, one => judge.Difference(one.Value, last[1]));
        var better = differences.Where(one => one.Value is { High: < 0 }).OrderBy(one => one.Value.Value).ThenBy(one => one.Key).ToList();
        for (var number = 1; number <= trials.Count; number++)
        {
            trials[number - 1] = Told(number, judge);
        }

        var best = differences.OrderBy(one => one.Value.Value).ThenBy(one => one.Key).FirstOrDefault();
        return better.Count > 0
                ? Of(
                    better[0].Key,
                    $"its loss is below that of the defaults for sure: {claims} trials beside the defaults, together an error of {Numeral(how.Error)}"
                )
            : trials.Count == 1 ? Of(1, "no trial but the defaults was completed")
            : last.Count == 1
                ? Of(1, "the seconds were over before a trial beside the defaults was fitted to all rows, so the defaults stay")
            : best.Value is { HasInterval: false, Why: { } why } ? Of(1, $"not enough evidence ({why}), so the defaults stay")
            : Of(
                1,
                $"no trial's loss is below that of the defaults for sure ({claims} trials beside the defaults, together an error of {Numeral(how.Error)}), so the defaults stay"
            );
    }

    private Trial Told(int number, Judgement judge)
    {
        var shown = heats.Where(heat => heat.ContainsKey(number)).ToList();
        var measured = Judge(how.Error).Measured(shown[^1][number]);
        var difference = number == 1 ? null : judge.Difference(shown[^1][number], shown[^1][1]);
        return trials[number - 1] with
        {
            Losses = [.. shown.Select(heat => Judgement.Rounded(judge.Loss(heat[number]))!.Value)],
            StandardError = Judgement.Rounded(measured.StandardError),
            Difference = Judgement.Rounded(difference?.Value),
            Low = Judgement.Rounded(difference?.Low),
            High = Judgement.Rounded(difference?.High),
        };
    }

    private SearchResult Of(int winner, string because) =>
        new()
        {
            JudgedFrom = Ledger.Day(rows.From),
            JudgedOn = rows.Judged,
            Clusters = rows.WeightByCluster.Length,
            Heats = [.. shares.Select(rows.Fitted)],
            Trials = trials.Count == 0 ? [SearchSpace.Drawn(1, among, seed)] : trials,
            Winner = winner,
            Because = because,
        };

    private static string Numeral(double number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
