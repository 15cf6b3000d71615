using Flywheel.Warehouse;

namespace Flywheel.Logging.Profiles;

/// <summary>Takes the profile of a query's rows, column by column as the database hands them over.</summary>
public static class TakeProfile
{
    private static readonly string[] Numbers =
    [
        "BOOLEAN",
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "HUGEINT",
        "UTINYINT",
        "USMALLINT",
        "UINTEGER",
        "UBIGINT",
        "UHUGEINT",
        "FLOAT",
        "DOUBLE",
    ];

    /// <param name="query">SQL; its rows in any order.</param>
    public static Profile Of(Database database, string query)
    {
        var described = database.Table($"SELECT column_name, column_type FROM (DESCRIBE {query})");
        var columns = described
            .Texts("column_name")
            .Zip(described.Texts("column_type"))
            .Select(one => (one.First, KindOf(one.Second)))
            .ToList();
        var profile = new Profile(columns);
        if (columns.Count > 0)
        {
            var wanted = described.Texts("column_name").Zip(described.Texts("column_type")).Select(one => Wanted(one.First, one.Second));
            foreach (var chunk in database.Chunks($"SELECT {string.Join(", ", wanted)} FROM ({query})"))
            {
                profile.Add(chunk);
            }
        }

        return profile;
    }

    private static ProfileKind KindOf(string type) =>
        Numbers.Contains(type) || type.StartsWith("DECIMAL", StringComparison.Ordinal) ? ProfileKind.Number
        : type == "DATE" || type.StartsWith("TIMESTAMP", StringComparison.Ordinal) ? ProfileKind.Time
        : ProfileKind.Text;

    /// <summary>A time with a zone is an instant already, and every cast of it would ask for a zone.</summary>
    private static string Wanted(string name, string type) =>
        KindOf(type) switch
        {
            ProfileKind.Time when type is not ("TIMESTAMP" or "TIMESTAMP WITH TIME ZONE") => $"CAST({Sql.Name(name)} AS TIMESTAMP)",
            ProfileKind.Text when type != "VARCHAR" => $"CAST({Sql.Name(name)} AS VARCHAR)",
            _ => Sql.Name(name),
        };
}
