using Flywheel.Site.Writing;

namespace Flywheel.Site.Pages;

/// <summary>A column of a table.</summary>
/// <param name="IsNumber">Whether it is aligned right.</param>
internal sealed record Column(string Head, bool IsNumber = false);

/// <summary>What a cell shows, and the value that it is sorted by where that is not its words.</summary>
internal sealed record Cell(Html Shows, string? By = null)
{
    public static implicit operator Cell(string words) => new((Html)words);
}

/// <summary>A table that can be sorted by any column and filtered by words, where scripts run; the first cell is the head of its row.</summary>
internal static class DataTable
{
    /// <param name="name">What it is called, for screen readers and beside its filter.</param>
    public static Html Of(string name, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        var heads = columns.Select(column => new Element("th", column.Head).With("scope", "col").With("class", Class(column)));
        var body = rows.Select(row => new Element("tr", row.Select((cell, i) => Of(cell, columns[i], i == 0))));
        return new Element("div", new Element("table", new Element("thead", new Element("tr", heads)), new Element("tbody", body)))
            .With("class", "wide")
            .With("role", "region")
            .With("tabindex", "0")
            .With("aria-label", name)
            .With("data-table", "");
    }

    private static Html Of(Cell cell, Column column, bool isHead) =>
        new Element(isHead ? "th" : "td", cell.Shows)
            .With("scope", isHead ? "row" : null)
            .With("class", Class(column))
            .With("data-by", cell.By);

    private static string? Class(Column column) => column.IsNumber ? "number" : null;
}
