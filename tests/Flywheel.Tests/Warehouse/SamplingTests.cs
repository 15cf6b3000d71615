using System.Security.Cryptography;
using System.Text;
using Flywheel.Tests.Infra;
using Flywheel.Warehouse;

namespace Flywheel.Tests.Warehouse;

public sealed class SamplingTests : IDisposable
{
    private const int Ids = 20_000;
    private readonly InMemory memory = new();

    [Fact]
    public void The_hash_orders_ids_as_an_md5_of_our_own()
    {
        var expected = Enumerable.Range(0, Ids).OrderBy(id => Md5("7/curation/0-random/2001-02-05/", id), StringComparer.Ordinal).Take(500);

        var found = memory.Database.Table(
            $"SELECT range AS id FROM range({Ids}) ORDER BY {Sampling.Hash(7, "curation/0-random/2001-02-05", "range")} LIMIT 500"
        );

        Assert.Equal(expected.Select(id => (long)id), found.Wholes("id"));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void A_share_holds_the_ids_whose_md5_is_below_it(double share)
    {
        var limit = share * Math.Pow(2, 32);
        var expected = Enumerable.Range(0, Ids).Where(id => Convert.ToUInt32(Md5("2001/role/", id)[..8], 16) < Math.Round(limit));

        var found = In(2001, "role", share);

        Assert.Equal(expected.Select(id => (long)id), found);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void A_share_is_met_within_four_binomial_deviations(double share)
    {
        var deviation = Math.Sqrt(Ids * share * (1 - share));

        for (var seed = 0; seed < 5; seed++)
        {
            Assert.InRange(In(seed, "role", share).Count, (Ids * share) - (4 * deviation), (Ids * share) + (4 * deviation));
        }
    }

    [Fact]
    public void Nothing_is_in_a_share_of_0_and_everything_in_a_share_of_1()
    {
        Assert.Empty(In(1, "role", 0));
        Assert.Equal(Ids, In(1, "role", 1).Count);
    }

    [Fact]
    public void A_larger_share_holds_the_smaller_one()
    {
        Assert.Subset(In(1, "role", 0.3).ToHashSet(), In(1, "role", 0.1).ToHashSet());
    }

    [Theory]
    [InlineData(1, "curation/0-random/2001-02-05", 1, "curation/0-random/2001-02-12")]
    [InlineData(1, "curation/0-random/2001-02-05", 2, "curation/0-random/2001-02-05")]
    [InlineData(1, "role", 1, "roll")]
    public void Two_salts_overlap_only_as_chance_does(int seed, string salt, int otherSeed, string otherSalt)
    {
        var both = In(seed, salt, 0.2).Intersect(In(otherSeed, otherSalt, 0.2)).Count();

        // .2 times .2 of 20,000 is 800, with a deviation of 28.
        Assert.InRange(both, 800 - 112, 800 + 112);
    }

    [Fact]
    public void A_salt_is_text_whatever_it_holds()
    {
        Assert.Equal(Ids, In(1, "it's", 0.5).Count + In(1, "it's", 0.5, "NOT ").Count);
    }

    private IReadOnlyList<long> In(int seed, string salt, double share, string not = "") =>
        memory
            .Database.Table($"SELECT range AS id FROM range({Ids}) WHERE {not}({Sampling.InShare(seed, salt, "range", share)}) ORDER BY id")
            .Wholes("id");

    private static string Md5(string salt, int id) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{salt}{id}")));

    public void Dispose() => memory.Dispose();
}
