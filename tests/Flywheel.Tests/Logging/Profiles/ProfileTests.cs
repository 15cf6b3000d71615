using Flywheel.Logging.Profiles;
using Flywheel.Tests.Infra;
using Flywheel.Tests.Warehouse;

namespace Flywheel.Tests.Logging.Profiles;

public sealed class ProfileTests
{
    [Fact]
    public void A_thousand_orders_splits_and_ways_to_merge_give_the_same_bytes()
    {
        var whole = ProfileFile.Write(Mixed.Of(Mixed.Table));
        var generator = new Lcg(11);

        for (var trial = 0; trial < 1000; trial++)
        {
            var rows = Mixed.Shuffled(generator, Mixed.Table);
            var profiles = new List<Profile>();
            var parts = 1 + generator.NextBelow(12);
            for (int part = 0, from = 0; part < parts; part++)
            {
                // Parts of very different sizes, empty ones among them.
                var to = part == parts - 1 ? rows.Length : from + generator.NextBelow(1 + ((rows.Length - from) / 2));
                profiles.Add(Mixed.Of(rows[from..to]));
                from = to;
            }

            while (profiles.Count > 1)
            {
                var taken = Mixed.Shuffled(generator, profiles)[..(2 + generator.NextBelow(profiles.Count - 1))];
                var merged = Profile.Merge(taken);
                profiles = [.. profiles.Except(taken), trial % 10 == 0 ? ProfileFile.Read("part", ProfileFile.Write(merged)) : merged];
            }

            Assert.True(whole == ProfileFile.Write(profiles[0]), $"trial {trial}");
        }
    }

    [Fact]
    public void A_profile_for_each_row_merges_to_that_of_the_table()
    {
        var rows = Mixed.Table.Take(300).ToList();

        var merged = Profile.Merge(rows.Select(row => Mixed.Of([row])));

        Assert.Equal(ProfileFile.Write(Mixed.Of(rows)), ProfileFile.Write(merged));
    }

    [Fact]
    public void Merging_leaves_what_is_merged_as_it_was()
    {
        var (one, other) = (Mixed.Of(Mixed.Table[..900]), Mixed.Of(Mixed.Table[900..]));
        var before = ProfileFile.Write(one);

        Profile.Merge(one, other);

        Assert.Equal(before, ProfileFile.Write(one));
    }

    [Fact]
    public void A_column_that_came_later_keeps_its_own_number_of_rows_and_one_without_values_takes_any_kind()
    {
        var old = Of(Column.Reals("a", 1, 2));
        var @new = Of(Column.Texts("b", "x", null, "y"));
        var empty = Of(Column.Texts("a", null, null));

        var merged = Profile.Merge(empty, @new, old);

        Assert.Equal(7, merged.Rows);
        Assert.Equal((4, 2, ProfileKind.Number), (merged.Column("a")!.Rows, merged.Column("a")!.Missing, merged.Column("a")!.Kind));
        Assert.Equal((3, 1, ProfileKind.Text), (merged.Column("b")!.Rows, merged.Column("b")!.Missing, merged.Column("b")!.Kind));
        Assert.Equal(ProfileFile.Write(merged), ProfileFile.Write(Profile.Merge(old, Profile.Merge(@new, empty))));
    }

    [Fact]
    public void Kinds_that_differ_are_refused_and_named()
    {
        var refused = Assert.Throws<RefusedException>(() => Profile.Merge(Of(Column.Texts("a", "x")), Of(Column.Reals("a", 1))));

        Assert.Equal(ExitCode.Mistake, refused.Code);
        Assert.StartsWith(
            "The column 'a' is of kind number in one profile and of kind text in another",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_newest_time_is_the_one_up_to_which_all_was_known()
    {
        var (one, other, unknown) = (Of(Column.Reals("a", 1)), Of(Column.Reals("a", 1)), Of(Column.Reals("a", 1)));
        (one.Known, other.Known) = (new(2001, 2, 1), new(2001, 3, 1));

        Assert.Equal(other.Known, Profile.Merge(one, other, unknown).Known);
        Assert.Equal(other.Known, Profile.Merge(unknown, other, one).Known);
        Assert.Null(Profile.Merge(unknown, unknown).Known);
    }

    internal static Profile Of(params Column[] columns)
    {
        var profile = new Profile(
            columns.Select(column =>
                (column.Name, column.Kind == Flywheel.Warehouse.ColumnKind.Text ? ProfileKind.Text : ProfileKind.Number)
            )
        );
        foreach (var chunk in Pieces.Of(2048, columns))
        {
            profile.Add(chunk);
        }

        return profile;
    }
}
