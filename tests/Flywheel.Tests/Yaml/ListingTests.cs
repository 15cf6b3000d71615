using Flywheel.Yaml;

namespace Flywheel.Tests.Yaml;

public sealed class ListingTests
{
    [Fact]
    public void Names_that_a_person_can_look_through_are_all_there()
    {
        Assert.Equal("", Listing.Of([]));
        Assert.Equal("a, b", Listing.Of(["a", "b"]));
        Assert.EndsWith(", 40", Listing.Of(Numbers(Listing.Most)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_very_many_names_the_first_are_there_and_how_many_more() =>
        Assert.Equal($"{string.Join(" or ", Numbers(20))} and 9,980 more", Listing.Of(Numbers(10_000), " or "));

    private static IEnumerable<string> Numbers(int count) => Enumerable.Range(1, count).Select(number => $"{number}");
}
