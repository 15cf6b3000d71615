using Flywheel.Datasets;

namespace Flywheel.Tests.Datasets;

public sealed class PointsTests
{
    private static readonly DateTime _first = new(2001, 1, 1);
    private static readonly DateTime _to = new(2001, 3, 5);

    [Fact]
    public void A_window_is_as_long_as_it_says_and_needs_as_much_history()
    {
        var window = new Window { Length = TimeSpan.FromDays(28) };

        Assert.Equal(new DateTime(2001, 2, 5), window.From(_to, () => _first));
        Assert.Equal((TimeSpan.FromDays(28), "window of 28d"), (window.Needed, window.Said));
    }

    [Fact]
    public void All_points_begin_with_the_first_event()
    {
        var all = new AllPoints { AtLeast = TimeSpan.FromDays(14) };

        Assert.Equal(_first, all.From(_to, () => _first));
        Assert.Equal((TimeSpan.FromDays(14), "all points"), (all.Needed, all.Said));
    }

    [Fact]
    public void Without_a_word_a_dataset_is_four_weeks_and_holds_out_one()
    {
        var section = new DatasetSection();

        Assert.Equal(new Window { Length = TimeSpan.FromDays(28) }, section.Points);
        Assert.Equal((TimeSpan.FromDays(7), 0.05), (section.HoldOut, section.EvaluationShare));
    }
}
