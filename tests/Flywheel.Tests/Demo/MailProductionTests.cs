using Flywheel.Cli;
using Flywheel.Cli.Demo;
using Flywheel.Cli.Demo.Mails;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Tests.Infra;
using Flywheel.Turns;

namespace Flywheel.Tests.Demo;

/// <summary>The demo's second model on its real mails, under the strategy that is committed.</summary>
public sealed class MailProductionTests : IClassFixture<MailProductionTests.Corpus>, IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("flywheel-test-").FullName;
    private readonly MailProduction production;

    public MailProductionTests(Corpus corpus)
    {
        production = corpus.Production;
        Directory.CreateDirectory(Path.Combine(root, "strategy/mail"));
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "strategy/mail")))
        {
            File.Copy(file, Path.Combine(root, "strategy/mail", Path.GetFileName(file)));
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void What_never_arrives_is_counted_by_its_reason() =>
        Assert.Equal(
            "77 of 6046 mails never arrive: 0 have no date, 62 one that cannot be read, 15 one of another year than 2001 to 2003.",
            production.LeftOut
        );

    /// <summary>Every mail of 2001 that arrives is spam: counted with Python's email package.</summary>
    [Fact]
    public void Weeks_of_one_class_are_not_enough_evidence_and_no_number_is_made_of_nothing()
    {
        var turn = Turn(new(2001, 7, 9));

        Assert.Equal("not-enough-evidence", turn.Of<Comparison>().Decision);
        Assert.Contains("of one class only", turn.Of<Comparison>().Why, StringComparison.Ordinal);
        Assert.Null(turn.Base.Deployment.Current);
        var written = Directory
            .GetFiles(root, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/production/", StringComparison.Ordinal));
        Assert.All(
            written.Where(file => Path.GetExtension(file) is ".md" or ".csv" or ".svg" or ".yaml" or ".json"),
            file => Assert.DoesNotContain("NaN", File.ReadAllText(file), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_week_without_a_mail_is_turned_as_any_other()
    {
        var record = Turn(new(2001, 5, 21)).Of<MonitoringRecord>();

        Assert.Equal(0, record.Events);
        Assert.DoesNotContain(record.Checks, check => check is { Check: "auc ≥ 0.9", Outcome: Outcome.Ok });
    }

    /// <summary>The limit is that of the strategy's own gate for a first model.</summary>
    [Fact]
    public void Once_both_classes_are_there_a_model_of_words_comes_into_force_and_scores_the_next_week()
    {
        var asOf = new DateTime(2002, 8, 5);
        var first = Turn(asOf);
        var next = Turn(asOf.AddDays(7)).Of<MonitoringRecord>();

        var auc = first.Of<Comparison>().Contrasts[0];
        Assert.Equal(("auc", "promote"), (auc.Metric, first.Of<Comparison>().Decision));
        Assert.InRange(auc.CandidateMeasured.Low!.Value, 0.9, 1);
        Assert.Equal("2002-08-05", Assert.Single(next.ScoredBy).By);
        Assert.InRange(next.Figures.First(figure => figure.Metric == "auc").Measured.Value!.Value, 0.9, 1);
    }

    [Fact]
    public void A_log_of_other_columns_is_simulated_by_nobody()
    {
        using var shop = new TemporaryRepository();

        var told = Assert.Throws<RefusedException>(() => shop.Work(place => Demos.Open(place.Strategy, Repository.Root)));

        Assert.Equal(ExitCode.Mistake, told.Code);
        Assert.Contains("columns that the demo does not write", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_whose_mails_were_not_fetched_says_how_to_fetch_them()
    {
        var told = Assert.Throws<RefusedException>(() => new MailProduction(root));

        Assert.Equal(ExitCode.Lacking, told.Code);
        Assert.Contains("./build/spam-assassin.sh", told.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Repository.Root, "build/spam-assassin.sh")));
    }

    /// <summary>Lets everything up to a time arrive, and turns as of it.</summary>
    private Turn Turn(DateTime asOf)
    {
        using var workshop = new Workshop(root, new NoProgress());
        var strategy = workshop.Strategy("mail");
        var workplace = workshop.Open(strategy);
        new DemoReplay(strategy, workplace, production).Until(asOf);
        var turn = new Turn(strategy, asOf, BaseState.Before(asOf, workplace.Files, strategy.Model), workplace, null);
        Loop.Turn(turn);
        return turn;
    }

    /// <summary>The mails, read once.</summary>
    public sealed class Corpus : IDisposable
    {
        public MailProduction Production { get; } = new(Repository.Root);

        public void Dispose() => Production.Dispose();
    }
}
