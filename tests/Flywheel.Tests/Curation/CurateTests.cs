using System.Security.Cryptography;
using System.Text;
using Flywheel.Cli;
using Flywheel.Cli.Demo;
using Flywheel.Curation;
using Flywheel.Expressions;
using Flywheel.Logging;
using Flywheel.State;
using Flywheel.Tests.DuckDb;
using Flywheel.Tests.Infra;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Tests.Curation;

/// <summary>One real week of flights, curated by two rules and by the same two rules written anew in C#.</summary>
public sealed class CurateTests(CurateTests.FirstWeek week) : IClassFixture<CurateTests.FirstWeek>
{
    private const double Share = 0.1;
    private const int PerStratum = 20;

    [Fact]
    public void A_random_rule_takes_the_smallest_md5_of_exactly_its_share()
    {
        var expected = week.Smallest("curation/0-random/2001-01-08", week.Candidates, (int)Math.Ceiling(Share * week.Candidates.Count));

        Assert.Equal(expected.Order(), week.Picked.Where(row => row.Rule == "random").Select(row => row.Id).Order());
        Assert.Equal(expected.Count, week.Record.ByRule["random"]);
    }

    [Fact]
    public void A_stratified_rule_takes_as_many_of_each_stratum_or_all_of_a_small_one()
    {
        var expected = week
            .Candidates.GroupBy(row => row.Origin)
            .SelectMany(stratum => week.Smallest("curation/1-stratified/2001-01-08", [.. stratum], PerStratum))
            .ToHashSet();
        var random = week.Picked.Where(row => row.Rule == "random").Select(row => row.Id);

        Assert.Equal(expected.Except(random).Order(), week.Picked.Where(row => row.Rule == "stratified").Select(row => row.Id).Order());
        Assert.Contains(week.Candidates.GroupBy(row => row.Origin), stratum => stratum.Count() < PerStratum);
    }

    [Fact]
    public void A_points_probability_is_that_of_being_picked_by_either_rule()
    {
        var size = week.Candidates.GroupBy(row => row.Origin).ToDictionary(stratum => stratum.Key, stratum => stratum.Count());
        var origin = week.Candidates.ToDictionary(row => row.Id, row => row.Origin);
        var random = Math.Ceiling(Share * week.Candidates.Count) / week.Candidates.Count;

        Assert.All(
            week.Picked,
            row =>
            {
                var stratified = Math.Min(1, PerStratum / (double)size[origin[row.Id]]);
                Assert.Equal(1 - ((1 - random) * (1 - stratified)), row.Probability, 1e-12);
            }
        );
    }

    [Fact]
    public void A_point_that_both_rules_pick_is_kept_once_and_named_by_the_first()
    {
        Assert.Equal(week.Picked.Count, week.Picked.DistinctBy(row => row.Id).Count());
        Assert.Equal(week.Picked.Count, week.Record.Batch.Rows);
        Assert.Equal(week.Picked.Count, week.Record.ByRule.Values.Sum());
        Assert.Equal(week.Candidates.Count, week.Record.Candidates);
    }

    [Fact]
    public void Curating_again_gives_the_same_bytes_and_one_batch()
    {
        var again = week.CurateAgain();

        Assert.Equal(week.Record.Batch, again.Record.Batch);
        Assert.Equal([again.Record.Batch], again.Batches);
    }

    public sealed record Candidate(long Id, string Origin);

    public sealed record Point(long Id, string Rule, double Probability);

    public sealed class FirstWeek : IDisposable
    {
        private readonly TemporaryFolder folder = new();
        private readonly Workshop workshop;
        private readonly Turn turn;

        public FirstWeek()
        {
            workshop = new(folder.Path, new NoProgress());
            var origin = new Expression("origin", new Place("curation.yaml", 1, 1));
            var strategy = FlightsStrategy.Loaded with
            {
                Curation = new()
                {
                    Rules = [new RandomRule { Share = Share }, new StratifiedRule { By = origin, PerStratum = PerStratum }],
                },
            };
            using var production = new FlightsProduction(Repository.Root);
            var until = Flights.Begins.AddDays(7);
            production.Arrive(strategy, folder.File(strategy.Log.Source), Flights.Begins, until, model: null, version: null);
            var files = new FilesInMemory(new FilesInMemory(null!));
            turn = new(strategy, until, BaseState.Before(until, files, strategy.Model), workshop.Open(strategy, files: files));
            Ingest.Run(turn);
            Record = Curate.Run(turn);
            Candidates = turn.Database.Rows<Candidate>($"SELECT flight_id AS id, origin FROM ({turn.Log.Rows(Partitions.Events)})");
            Picked = turn.Database.Rows<Point>(
                $"SELECT id, rule, probability FROM read_parquet({Sql.Text(turn.Store.PathOf(Record.Batch.Object))})"
            );
        }

        public CurationRecord Record { get; }

        public IReadOnlyList<Candidate> Candidates { get; }

        public IReadOnlyList<Point> Picked { get; }

        public (CurationRecord Record, IReadOnlyList<Batch> Batches) CurateAgain()
        {
            Loop.Gather(turn);
            Loop.Gather(turn);
            return (Curate.Run(turn), Reservoir.Batches(turn, curated: true));
        }

        /// <summary>Ids with the smallest md5 of seed, salt and id.</summary>
        public IReadOnlyList<long> Smallest(string salt, IReadOnlyList<Candidate> from, int count) =>
            [
                .. from.OrderBy(
                        row => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"2001/{salt}/{row.Id}"))),
                        StringComparer.Ordinal
                    )
                    .Take(count)
                    .Select(row => row.Id),
            ];

        public void Dispose()
        {
            workshop.Dispose();
            folder.Dispose();
        }
    }
}
