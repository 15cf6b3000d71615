namespace Flywheel.Strategy;

/// <summary>The codes of what can be wrong between keys and files, one sentence each.</summary>
public static class ReferenceFaults
{
    public const string WrongModel = "FW0401";
    public const string MissingFile = "FW0402";
    public const string UnknownFile = "FW0403";
    public const string UnknownName = "FW0404";
    public const string ReservedName = "FW0405";
    public const string WrongType = "FW0406";
    public const string SameName = "FW0407";
    public const string NotComparable = "FW0408";
    public const string WrongOrder = "FW0409";
    public const string WrongColumn = "FW0410";
    public const string NotRedactable = "FW0411";
    public const string WrongTask = "FW0412";
    public const string NeedsRows = "FW0413";
    public const string LacksCosts = "FW0420";
    public const string WrongBudget = "FW0421";
    public const string SaidTwice = "FW0422";
    public const string NothingToCompare = "FW0430";
    public const string WrongVersion = "FW0460";
    public const string CannotContinue = "FW0440";
    public const string NeverContinues = "FW0441";
    public const string NotWithContinue = "FW0442";

    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            [WrongModel] = "The model's name is not the folder's.",
            [MissingFile] = "A file of the strategy, or one that it names, is missing.",
            [UnknownFile] = "A file in the strategy's folder is not one of its five.",
            [UnknownName] = "A name refers to nothing that the strategy declares.",
            [ReservedName] = "A declared column has the name of one that the log adds.",
            [WrongType] = "A column has a type that its use does not allow.",
            [SameName] = "Two things that are told apart by name have the same one.",
            [NotComparable] = "A metric that is neither more nor less is better cannot decide between two models.",
            [WrongOrder] = "Values that must ascend do not.",
            [WrongColumn] = "What production wrote lacks a declared column, or has it with another type.",
            [NotRedactable] = "A column is redacted in a way that its use does not allow.",
            [WrongTask] = "What is asked for does not fit the model's task.",
            [NeedsRows] = "What is asked for needs rows, and the log keeps none.",
            [SaidTwice] = "Two keys say the same thing, and could say it differently.",
            [LacksCosts] = "What is asked for needs to know what errors and trainings cost.",
            [WrongBudget] = "Rules of curation have no number of events to pick, or share a budget that is not there.",
            [NothingToCompare] = "A first model is asked for something that only a comparison with a model in force can show.",
            [CannotContinue] = "Training is to go on from a model, and the trainer cannot.",
            [NeverContinues] = "Rounds of a continuation are given, and nothing continues.",
            [NotWithContinue] = "What is asked for cannot be had of points that continue.",
            [WrongVersion] = "An evaluation set is named by no version that there is, or could be.",
        };
}
