using Flywheel.Curation.Labelling;

namespace Flywheel.Tests.Curation.Labelling;

/// <summary>Cohen's kappa against values by hand.</summary>
public sealed class AgreementTests
{
    /// <summary>50 grants, two readers: 20 both yes, 5 only the first, 10 only the second, 15 both no. p_o = 0.7, p_e = 0.5 · 0.6 + 0.5 · 0.4 = 0.5.</summary>
    [Fact]
    public void It_is_agreement_beyond_chance() =>
        Assert.Equal(0.4, Agreement.KappaOf([("1", "1", 20), ("1", "0", 5), ("0", "1", 10), ("0", "0", 15)])!.Value, 1e-12);

    [Fact]
    public void Full_agreement_on_several_classes_is_one() =>
        Assert.Equal(1, Agreement.KappaOf([("a", "a", 3), ("b", "b", 4), ("c", "c", 5)])!.Value, 1e-12);

    /// <summary>p_o = 0, p_e = ½.</summary>
    [Fact]
    public void Full_contradiction_of_two_halves_is_minus_one() =>
        Assert.Equal(-1, Agreement.KappaOf([("1", "0", 7), ("0", "1", 7)])!.Value, 1e-12);

    [Fact]
    public void Where_both_always_say_one_class_there_is_none()
    {
        Assert.Null(Agreement.KappaOf([("1", "1", 9)]));
        Assert.Null(Agreement.KappaOf([]));
    }
}
