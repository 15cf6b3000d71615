namespace Flywheel.XGBoost;

/// <summary>XGBoost refused: one line that says what was being done and what XGBoost said.</summary>
public sealed class XGBoostException(string message) : Exception(message)
{
    /// <summary>The sentence in an error text of XGBoost, without clock time, source file, condition and stack trace.</summary>
    /// <param name="text">For example <c>[10:11:12] ./src/a.cc:20: Check failed: n != 0 (0 vs. 0) : No rows.\nStack trace: …</c>.</param>
    /// <returns>For example <c>No rows.</c></returns>
    internal static string FirstSentence(string text)
    {
        const string check = "Check failed: ";

        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];

        // "[10:11:12] ./src/learner.cc:123: " stands before every message.
        var clock = line.StartsWith("[") ? line.IndexOf("] ", StringComparison.Ordinal) : -1;
        var place = clock < 0 ? -1 : line.IndexOf(": ", StringComparison.Ordinal);
        line = place < 0 ? line : line[(place + 2)..];

        // A condition in C++ says little to whoever reads the sentence that may follow it.
        if (line.StartsWith(check, StringComparison.Ordinal))
        {
            var sentence = line[check.Length..].IndexOf(": ", StringComparison.Ordinal);
            var rest = sentence < 0 ? default : line[(check.Length + sentence + 2)..].Trim();
            line = rest.IsEmpty ? line : rest;
        }

        return line.Trim().ToString();
    }
}
