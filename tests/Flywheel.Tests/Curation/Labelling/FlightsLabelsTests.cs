using Flywheel.Cli;
using Flywheel.Cli.Demo;
using Flywheel.Curation;
using Flywheel.Curation.Labelling;
using Flywheel.State;
using Flywheel.Tests.DuckDb;
using Flywheel.Tests.Infra;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Tests.Curation.Labelling;

/// <summary>Three real weeks of flights, 500 labels a week bought of the program of the docs, which reads them in a file of truth.</summary>
public sealed class FlightsLabelsTests
{
    private const int Budget = 500;
    private const int Audit = 100;

    [Fact]
    public void Five_hundred_labels_a_week_are_bought_and_are_the_true_ones()
    {
        using var folder = new TemporaryFolder();
        using var workshop = new Workshop(folder.Path, new NoProgress());
        TemporaryRepository.ChangeFiles(
            $"COPY (SELECT flight_id, CASE WHEN delay > 15 THEN 1 ELSE 0 END AS late FROM ({Flights.Weeks(0, 2)}) WHERE md5(flight_id || '') < 'f') TO {Sql.Text(folder.File("truth.csv"))} (FORMAT csv, HEADER)"
        );
        var strategy = FlightsStrategy.Curating(
            $$"""
            labels: { command: { run: [ python3, {{Path.Combine(
                Repository.Root,
                "examples/labelers/from_file.py"
            )}}, truth.csv ], price: 0.2, name: registry } }
            audit: { labels: {{Audit}} }
            budget: {{Budget}}
            rules:
              - informed: { by: distance, of-budget: 0.6 }
              - random: {}

            """
        );
        var files = new FilesInMemory(workshop.Files);
        using var production = new FlightsProduction(Repository.Root);
        var (bought, picked) = (0L, 0L);
        for (var week = 0; week < 3; week++)
        {
            var (from, until) = (Flights.Begins.AddDays(7 * week), Flights.Begins.AddDays(7 * (week + 1)));
            production.Arrive(strategy, folder.File(strategy.Log.Source), from, until, model: null, version: null);
            var turn = new Turn(strategy, until, BaseState.Before(until, files, strategy.Model), workshop.Open(strategy, files: files));
            Loop.Turn(turn);

            var (batch, registry) = (turn.Of<CurationRecord>().Batch, turn.Of<LabelRecord>().Labelers!.Single());
            (bought, picked) = (bought + registry.Labels, picked + batch.Rows);
            Assert.InRange(batch.Rows, Budget, Budget + Audit);
            Assert.Equal(batch.Rows, registry.Labels + registry.Abstained);
            Assert.InRange(registry.Abstained, 1, batch.Rows / 4);
            Assert.Equal((0, null), (registry.Waiting, registry.Trouble));
            Assert.Equal(bought, registry.SoFar);
            Assert.Equal(0.2 * bought, registry.CostSoFar, 1e-9);
            turn.Log.See(Flights.Begins, curated: true);
            Assert.Equal(bought, turn.Database.Value<long>("SELECT count(late) FROM log"));
            Assert.Equal(
                0,
                turn.Database.Value<long>(
                    $"SELECT count(*) FROM log JOIN ({Truth(workshop, folder, strategy.Log.Source)}) AS truth USING (flight_id) WHERE log.late <> truth.late"
                )
            );
        }

        Assert.InRange(picked, 3 * Budget, 3 * (Budget + Audit));
        Assert.Contains("| audit | 300 |", files.Read("reports/flights/monitoring.verified.md")!, StringComparison.Ordinal);
    }

    /// <summary>The labels that production wrote too, which this strategy never sees.</summary>
    private static string Truth(Workshop workshop, TemporaryFolder folder, string source) =>
        $"SELECT flight_id, late FROM read_parquet({Sql.Text(Path.Combine(workshop.Root, folder.File(source), "labels/*.parquet"))})";
}
