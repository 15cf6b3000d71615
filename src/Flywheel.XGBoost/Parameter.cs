namespace Flywheel.XGBoost;

/// <summary>One training parameter of XGBoost 1.7.</summary>
/// <param name="Name">XGBoost's first name for it; its aliases are not accepted: one word for one thing.</param>
/// <param name="Kind">The values that it takes.</param>
/// <param name="Default">What holds when it is not given.</param>
/// <param name="Summary">One sentence on what it does.</param>
/// <param name="Boosters">The boosters that heed it, parted by blanks; empty for all.</param>
public sealed record Parameter(string Name, ParameterKind Kind, string Default, string Summary, string Boosters = "")
{
    /// <summary>Whether a booster heeds the parameter.</summary>
    /// <param name="booster">gbtree, dart or gblinear.</param>
    public bool Heeds(string booster) => Boosters.Length == 0 || Boosters.Split(' ').Contains(booster, StringComparer.Ordinal);
}
