namespace Flywheel.Site;

/// <summary>A model's reports as they stood together at one time: in a commit, or in the working tree.</summary>
public sealed record Edition
{
    public required string Model { get; init; }

    /// <summary>The newest turn of its ledger, and which of several of that turn it is.</summary>
    public required string Name { get; init; }

    /// <summary>The name as people read it, e.g. <c>2001-02-26 (2)</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Time of its newest turn; empty without a ledger.</summary>
    public required string Turn { get; init; }

    /// <summary>What that turn decided; empty where it is not known.</summary>
    public required string Decision { get; init; }

    /// <summary>The commit; null for the working tree.</summary>
    public ReportCommit? Commit { get; init; }

    /// <summary>Whether it lies in the working tree and nobody has merged it.</summary>
    public bool IsProposed { get; init; }

    /// <summary>Texts of the reports and pictures by file name.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }
}
