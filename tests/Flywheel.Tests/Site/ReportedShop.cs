using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Site;

/// <summary>The shop with turns that were only written down: the committed reports of the flights under other dates, in a git of its own.</summary>
public sealed class ReportedShop : IDisposable
{
    /// <summary>A cohort's name as data may bring it.</summary>
    public const string Hostile =
        "x<script>document.title='taken'</script><img src=y onerror=alert(1)>[go](https://example.org)<https://example.org>";

    private static readonly DateTime Begins = new(2024, 1, 1);
    private static readonly string Flights = Path.Combine(Infra.Repository.Root, "reports", "flights");
    private readonly List<LedgerRow> ledger = [];

    public ReportedShop(int turns)
    {
        Repository.Init();
        for (var turn = 1; turn <= turns; turn++)
        {
            Turn(turn);
            Repository.Commit();
        }
    }

    public TemporaryRepository Repository { get; } = new();

    public static string Day(int turn) => Ledger.Day(Begins.AddDays(7 * turn));

    /// <summary>Writes what a turn would propose: every second candidate is refused, and the picture of cohorts changes with every turn.</summary>
    public void Turn(int turn)
    {
        var decision = turn % 2 == 0 ? Decisions.Refuse : Decisions.Promote;
        ledger.Add(Row(turn, decision));
        Write("ledger.csv", Ledger.Write(ledger));
        foreach (var report in new[] { "comparison.verified.md", "monitoring.verified.md" })
        {
            var text = Of(report)
                .Replace("2001-02-26", Day(turn), StringComparison.Ordinal)
                .Replace("flights", "shop", StringComparison.Ordinal);
            Write(report, text.Replace("| origin=ATL |", $"| {Hostile} |", StringComparison.Ordinal));
        }

        foreach (var picture in Directory.EnumerateFiles(Flights, "*.svg").Select(file => Path.GetFileName(file)))
        {
            var svg = Of(picture);
            Write(picture, picture == "cohorts.svg" ? svg.Replace("<title>", $"<title>turn {turn}: ", StringComparison.Ordinal) : svg);
        }

        Repository.Write($"models/shop/{Day(turn)}.yaml", Manifest(turn));
        Repository.Write("models/shop/deployment.yaml", $"model: shop\nhistory:\n  - {{ since: '{Day(1)}', version: '{Day(1)}' }}\n");
    }

    public void Dispose() => Repository.Dispose();

    private static LedgerRow Row(int turn, string decision) =>
        new()
        {
            AsOf = Begins.AddDays(7 * turn),
            InForce = turn == 1 ? "" : Day(1),
            Events = 8400,
            Labelled = 7200,
            Metric = "auc",
            Value = turn == 1 ? null : 0.7 + (turn % 5 / 100.0),
            Low = turn == 1 ? null : 0.68,
            High = turn == 1 ? null : 0.76,
            Alarms = 0,
            Trigger = "yes",
            Reason = $"7d since the training of {Day(turn - 1)}, due after 7d",
            Candidate = Day(turn),
            Difference = turn == 1 ? null : 0.01 - (turn % 3 / 100.0),
            DifferenceLow = turn == 1 ? null : -0.02,
            DifferenceHigh = turn == 1 ? null : 0.03,
            Realised = turn < 3 ? null : 0.002,
            Decision = decision,
            Next = Day(1),
            Curated = 8400,
            LabelCost = 0,
            Cost = 75,
            Strategy = "274b93dedaa2",
        };

    private static string Manifest(int turn) =>
        File.ReadAllText(Path.Combine(Infra.Repository.Root, "models", "flights", "2001-02-26.yaml"))
            .Replace("2001-02-26", Day(turn), StringComparison.Ordinal)
            .Replace("flights", "shop", StringComparison.Ordinal);

    private static string Of(string file) => File.ReadAllText(Path.Combine(Flights, file));

    private void Write(string file, string text) => Repository.Write($"reports/shop/{file}", text);
}
