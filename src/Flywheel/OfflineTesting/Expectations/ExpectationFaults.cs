namespace Flywheel.OfflineTesting.Expectations;

/// <summary>The codes of what can be wrong with an expectation, one sentence each.</summary>
public static class ExpectationFaults
{
    public const string NotToChange = "FW0470";
    public const string NotRead = "FW0471";
    public const string OtherType = "FW0472";
    public const string NothingExpected = "FW0473";
    public const string Unanswerable = "FW0474";

    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            [NotToChange] = "An expectation changes what tells rows apart, or what is compared.",
            [NotRead] = "An expectation changes a column that no feature reads.",
            [OtherType] = "An expectation gives a column a value of another type.",
            [NothingExpected] = "A gate asks for expectations, and there are none.",
            [Unanswerable] = "An expectation asks something that the model's task does not have.",
        };
}
