using System.Text;
using Flywheel.Expressions;
using Flywheel.Logging;
using Flywheel.Warehouse;

namespace Flywheel.Imports;

/// <summary>What a foreign column holds.</summary>
/// <param name="Given">Its name in the file.</param>
/// <param name="Name">Its name in the log: lower-case letters, digits and underscores.</param>
/// <param name="Type">Null where no expression may have its type.</param>
/// <param name="Rows">Of the file.</param>
/// <param name="Known">Rows with a value.</param>
/// <param name="Distinct">Distinct values.</param>
/// <param name="Least">Of numbers; null elsewhere, and without a value.</param>
/// <param name="Most">The same.</param>
public sealed record ColumnFacts(
    string Given,
    string Name,
    SqlType? Type,
    long Rows,
    long Known,
    long Distinct,
    double? Least,
    double? Most
)
{
    private const int MostClasses = 100;

    /// <summary>Columns that are asked at once: each holds its distinct values in memory meanwhile.</summary>
    private const int AtOnce = 50;

    public bool IsUnique => Rows > 0 && Known == Rows && Distinct == Rows;

    public bool IsNumber => Type is SqlType.Integer or SqlType.Double;

    /// <summary>Whether it holds 0 and 1, or false and true, and both of them.</summary>
    public bool IsTwoValued => Distinct == 2 && (Type == SqlType.Boolean || (IsNumber && Least == 0 && Most == 1));

    /// <summary>Whether it holds so few texts that they may be classes.</summary>
    public bool IsOfClasses => Type == SqlType.Text && Distinct is >= 2 and <= MostClasses && Distinct < Known;

    public bool IsShare => IsNumber && Least >= 0 && Most <= 1;

    /// <summary>Asks a relation.</summary>
    /// <param name="relation">SQL that may stand after FROM.</param>
    public static IReadOnlyList<ColumnFacts> Of(Database database, string relation)
    {
        var described = database.Table($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {relation})");
        var columns = described.Texts("column_name").Zip(described.Texts("column_type")).ToList();
        var rows = database.Value<long>($"SELECT count(*) FROM {relation}");
        var tables = columns
            .Select((column, i) => Asked(column.First, TypeOf(column.Second), i))
            .Chunk(AtOnce)
            .Select(asked => database.Table($"SELECT {string.Join(", ", asked)} FROM {relation}"))
            .ToList();
        var taken = database
            .Table("SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category <> 'unreserved' ORDER BY keyword_name")
            .Texts("keyword_name");
        var names = Names(columns.Select(column => column.First), [.. taken, .. LogSection.Added, "complaint"]);
        return
        [
            .. columns.Select(
                (column, i) =>
                {
                    var table = tables[i / AtOnce];
                    return new ColumnFacts(
                        column.First,
                        names[i],
                        TypeOf(column.Second),
                        rows,
                        table.Wholes($"known{i}")[0],
                        table.Wholes($"distinct{i}")[0],
                        Finite(table.Reals($"least{i}")[0]),
                        Finite(table.Reals($"most{i}")[0])
                    );
                }
            ),
        ];
    }

    private static string Asked(string name, SqlType? type, int i)
    {
        var column = Sql.Name(name);
        var number = type is SqlType.Integer or SqlType.Double ? $"CAST({column} AS DOUBLE)" : "NULL::DOUBLE";
        return $"count({column}) AS known{i}, count(DISTINCT {column}) AS distinct{i}, min({number}) AS least{i}, max({number}) AS most{i}";
    }

    private static double? Finite(double number) => double.IsFinite(number) ? number : null;

    private static SqlType? TypeOf(string duckDb) =>
        duckDb is "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" or "TIMESTAMP WITH TIME ZONE" ? SqlType.Timestamp
        : duckDb is "UBIGINT" or "HUGEINT" or "UHUGEINT" ? SqlType.Double
        : SqlTypes.TryRead(duckDb, out var type) && type != SqlType.Interval ? type
        : null;

    /// <summary>Names as the log may have them, each once: no words of SQL, and none of the columns that the log adds.</summary>
    private static List<string> Names(IEnumerable<string> given, HashSet<string> taken)
    {
        var (names, known) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var name in given)
        {
            var plain = Plain(name);
            plain = taken.Contains(plain) ? $"c_{plain}" : plain;
            var unique = plain;
            for (var i = 2; !known.Add(unique); i++)
            {
                unique = $"{plain}_{i}";
            }

            names.Add(unique);
        }

        return names;
    }

    private static string Plain(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var begins = char.IsAsciiLetterUpper(name[i]) && i > 0 && char.IsAsciiLetterLower(name[i - 1]);
            var letter = char.ToLowerInvariant(name[i]);
            if (begins || !char.IsAsciiLetterOrDigit(letter))
            {
                text.Append('_');
            }

            if (char.IsAsciiLetterOrDigit(letter))
            {
                text.Append(letter);
            }
        }

        var plain = string.Join('_', text.ToString().Split('_', StringSplitOptions.RemoveEmptyEntries));
        return plain.Length == 0 ? "column"
            : char.IsAsciiLetterLower(plain[0]) ? plain
            : $"c_{plain}";
    }
}
