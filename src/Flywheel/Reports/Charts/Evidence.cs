namespace Flywheel.Reports.Charts;

/// <summary>How a row is judged, as its marker shows it.</summary>
public enum Evidence
{
    /// <summary>Within the margins: a filled dot.</summary>
    Ok,

    /// <summary>Significantly beyond a margin: a diamond.</summary>
    Bad,

    /// <summary>Too few rows to tell: a hollow dot.</summary>
    NotEnough,
}
