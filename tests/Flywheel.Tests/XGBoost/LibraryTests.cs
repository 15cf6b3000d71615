using Flywheel.XGBoost;

namespace Flywheel.Tests.XGBoost;

public class LibraryTests
{
    [Fact]
    public void The_library_is_the_version_that_the_binding_was_written_for() =>
        Assert.Equal((1, 7), (XGBoostLibrary.Version.Major, XGBoostLibrary.Version.Minor));

    [Fact]
    public void A_chosen_library_that_is_missing_is_told_by_name()
    {
        var refusal = Assert.Throws<DllNotFoundException>(() => LibraryLocation.Load("/nowhere/libxgboost.so.0", GetType().Assembly));

        Assert.StartsWith("FLYWHEEL_XGBOOST names '/nowhere/libxgboost.so.0', which is missing", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[10:11:12] ./src/a.cc:20: Check failed: n != 0 (0 vs. 0) : No rows.\nStack trace:\n  [bt] (0)", "No rows.")]
    [InlineData("[10:11:12] ./src/a.cc:20: Check failed: a::b(c): \nStack trace:", "Check failed: a::b(c):")]
    [InlineData("[10:11:12] ./src/a.cc:20: Unknown objective function: `x`\nCandidates", "Unknown objective function: `x`")]
    [InlineData("plain text", "plain text")]
    [InlineData("", "")]
    public void An_error_is_cut_to_its_sentence(string text, string sentence) =>
        Assert.Equal(sentence, XGBoostException.FirstSentence(text));
}
