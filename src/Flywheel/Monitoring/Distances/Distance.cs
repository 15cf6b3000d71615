namespace Flywheel.Monitoring.Distances;

/// <summary>How far a column's current distribution is from its reference.</summary>
public abstract class Distance
{
    /// <summary>Its name in YAML, on the command line and in reports.</summary>
    public abstract string Name { get; }

    /// <summary>What it says, in one sentence.</summary>
    public abstract string Definition { get; }

    /// <summary>The convention behind the number: bins, logarithm, normalisation. The same data gives other numbers under others.</summary>
    public abstract string Convention(bool numeric);

    /// <summary>What a reader should know who would not ask for it by habit; empty where there is nothing.</summary>
    public virtual string Caution => "";

    /// <summary>Whether, over the same bins, it is the same from either side.</summary>
    public virtual bool IsSymmetric => true;

    /// <summary>Whether it is defined for categories too, which have no order.</summary>
    public virtual bool TakesCategories => true;

    /// <summary>The distance in SQL, which explanations run; null where it has no such form.</summary>
    public virtual DistanceSql? Sql => null;

    /// <summary>The distance; both distributions hold at least one row and are of the same kind.</summary>
    public abstract double Between(Distribution reference, Distribution current);

    /// <summary>Bins by category, or by Doane's rule where the column is numeric.</summary>
    protected static Histograms Binned(Distribution reference, Distribution current) =>
        reference.IsNumeric ? Histograms.ByDoane(reference, current) : Histograms.OverCategories(reference, current);
}
