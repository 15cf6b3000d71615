using static Flywheel.XGBoost.ParameterKind;

namespace Flywheel.XGBoost;

/// <summary>The table of parameters: what is not in it is a mistake.</summary>
/// <remarks>
/// Left out on purpose: nthread (<see cref="XGBoostParameters.Threads"/>), ranking (needs groups), aft survival (needs label bounds), everything that
/// needs a GPU, and the shotgun updater (another model in every run).
/// </remarks>
public static class KnownParameters
{
    private const string Trees = "gbtree dart";
    private const string Dart = "dart";
    private const string Linear = "gblinear";
    private static readonly Number Share = new(0, 1, Ends.Lower);
    private static readonly Number Chance = new(0, 1);
    private static readonly Number NotNegative = new(0);

    /// <summary>All parameters, in the order in which documentation should show them.</summary>
    public static IReadOnlyList<Parameter> All { get; } =
    [
        new("objective", new Word(Objectives()), "reg:squarederror", "What is learned: the loss, and the link from margin to prediction."),
        new("num_class", new Integer(2), "none", "Number of classes; needed by multi:softmax and multi:softprob."),
        new("eval_metric", new Metrics(), "the objective's own", "Metrics on the validation rows; the last one decides when to stop."),
        new("booster", new Word("gbtree", Dart, Linear), "gbtree", "Trees, trees with dropout, or a linear model."),
        new("seed", new Integer(0), "0", "Seed of every random choice."),
        new("seed_per_iteration", new Flag(), "true", "Seeds each round by its number, so that continued rounds draw rows of their own."),
        new("base_score", new Number(double.NegativeInfinity), "0.5", "Prediction before the first tree, on the scale of the label."),
        new("eta", Share, "0.3", "Shrinks every tree's answer: smaller learns slower and needs more rounds."),
        new("max_depth", new Integer(0), "6", "Deepest level of a tree; 0 is no limit.", Trees),
        new("max_leaves", new Integer(0), "0", "Most leaves of a tree; 0 is no limit.", Trees),
        new("grow_policy", new Word("depthwise", "lossguide"), "depthwise", "Splits level by level, or where the loss falls most.", Trees),
        new("min_child_weight", NotNegative, "1", "Least sum of second derivatives in a leaf; larger is more cautious.", Trees),
        new("gamma", NotNegative, "0", "Least fall of the loss that is worth a split.", Trees),
        new("lambda", NotNegative, "1 (gblinear: 0)", "Penalty on the squares of leaf values or coefficients."),
        new("alpha", NotNegative, "0", "Penalty on the absolute leaf values or coefficients."),
        new(
            "max_delta_step",
            NotNegative,
            "0 (count:poisson: 0.7)",
            "Largest absolute leaf value; 0 is no limit. Steadies rare classes.",
            Trees
        ),
        new("subsample", Share, "1", "Share of rows that each tree sees.", Trees),
        new("colsample_bytree", Share, "1", "Share of columns that each tree sees.", Trees),
        new("colsample_bylevel", Share, "1", "Share of a tree's columns that each level sees.", Trees),
        new("colsample_bynode", Share, "1", "Share of a level's columns that each split sees.", Trees),
        new("num_parallel_tree", new Integer(1), "1", "Trees that are grown side by side in each round.", Trees),
        new("scale_pos_weight", new Number(0, Open: Ends.Lower), "1", "Multiplies the weight of rows with label 1."),
        new("tree_method", new Word("hist", "approx", "exact"), "hist", "How splits are found; exact takes no categorical columns.", Trees),
        new("max_bin", new Integer(2), "256", "Bins of a numeric column in its histogram.", Trees),
        new("max_cat_to_onehot", new Integer(1), "4", "A column with fewer categories is split one against the rest.", Trees),
        new("max_cat_threshold", new Integer(1), "64", "Most categories that one split sends to one side.", Trees),
        new("monotone_constraints", new Bracketed("(1,0,-1)", "(),- 01"), "none", "By column: 1 may only rise, -1 may only fall.", Trees),
        new(
            "interaction_constraints",
            new Bracketed("[[0, 1], [2, 3]]", "[], 0123456789"),
            "none",
            "Groups of columns that may meet on a path.",
            Trees
        ),
        new("sample_type", new Word("uniform", "weighted"), "uniform", "How dropped trees are drawn.", Dart),
        new("normalize_type", new Word("tree", "forest"), "tree", "Weight of a new tree against the dropped ones.", Dart),
        new("rate_drop", Chance, "0", "Share of earlier trees that a round drops.", Dart),
        new("one_drop", new Flag(), "false", "Drops at least one tree in every round.", Dart),
        new("skip_drop", Chance, "0", "Probability that a round drops nothing.", Dart),
        new(
            "updater",
            new Word("coord_descent"),
            "coord_descent",
            "How coefficients are fitted; shotgun is refused: its models differ between runs.",
            Linear
        ),
        new(
            "feature_selector",
            new Word("cyclic", "shuffle", "random", "greedy", "thrifty"),
            "cyclic",
            "Order in which coefficients are fitted.",
            Linear
        ),
        new("top_k", new Integer(0), "0", "Coefficients that greedy and thrifty fit in a round; 0 is all.", Linear),
        new("tweedie_variance_power", new Number(1, 2, Ends.Both), "1.5", "Power of the mean that gives the variance, for reg:tweedie."),
        new("huber_slope", new Number(0, Open: Ends.Lower), "1", "Where reg:pseudohubererror turns from square to absolute."),
        new("disable_default_eval_metric", new Flag(), "false", "Leaves out the objective's own metric."),
    ];

    private static readonly Dictionary<string, Parameter> ByName = All.ToDictionary(p => p.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["learning_rate"] = "eta",
        ["min_split_loss"] = "gamma",
        ["reg_lambda"] = "lambda",
        ["reg_alpha"] = "alpha",
        ["random_state"] = "seed",
        ["depth"] = "max_depth",
        ["colsample"] = "colsample_bytree",
    };

    /// <summary>The parameter of that name, or null.</summary>
    public static Parameter? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The known name that an unknown one most likely means.</summary>
    public static string Nearest(string name) =>
        Aliases.GetValueOrDefault(name) ?? All.Select(p => p.Name).MinBy(known => EditDistance.Between(name, known))!;

    private static string[] Objectives() =>
        [
            "binary:logistic",
            "binary:logitraw",
            "binary:hinge",
            "multi:softprob",
            "multi:softmax",
            "reg:squarederror",
            "reg:squaredlogerror",
            "reg:absoluteerror",
            "reg:pseudohubererror",
            "reg:logistic",
            "reg:gamma",
            "reg:tweedie",
            "count:poisson",
            "survival:cox",
        ];
}
