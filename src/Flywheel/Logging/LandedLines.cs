using System.Text.Json;
using Flywheel.Logging.Redactions;
using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>JSON lines as rows of a stream: each value read as the type that its column is declared with.</summary>
/// <remarks>
/// A line that is no JSON object, and one with a value that cannot be read as declared, is a row all the same, with the fault that sends
/// it to quarantine. Other than by a cast, no number is rounded to a whole one, a time with an offset from UTC is moved by it, and a
/// list or an object is no text.
/// </remarks>
public sealed class LandedLines(Database database, ModelStrategy strategy, string stream)
{
    /// <summary>Reason to quarantine a row.</summary>
    public const string WrongType = "a value is not of its column's type";

    /// <summary>The same, of the last line of a file that ends before it does.</summary>
    public const string CutOff = "the last line is cut off";

    private const string TooLong = "the line is longer than 16 MB";
    private const string NotUtf8 = "the line is not UTF-8";

    /// <summary>SQL of what kept a line from being read, of a row in quarantine: what is kept of it is not what was written.</summary>
    public const string BrokenForGood = $"CASE WHEN reason IN ('{TooLong}', '{NotUtf8}') THEN reason END";

    /// <summary>Blocks of lines that are read at the same time.</summary>
    private const int AtOnce = 4;

    /// <summary>Columns up to which each is looked for among a line's keys by itself.</summary>
    private const int Few = 64;

    private static readonly LineParameters Nothing = new("", "", 0, "[]", -1, false, "[]", "[]");

    private List<Landed> Columns =>
        [
            .. StreamColumns.Required(strategy, stream).Select(column => new Landed(column.Name, column.Type, Otherwise: null)),
            .. StreamColumns.Optional(strategy, stream).Select(column => new Landed(column.Name, column.Type, column.Otherwise)),
        ];

    /// <summary>Puts every line that is not blank into the table <c>landed</c>: the stream's columns, source_file, source_row, fault.</summary>
    /// <param name="files">Paths, each with the name by which the log knows the file.</param>
    public void Land(IEnumerable<(string Path, string Shown)> files)
    {
        database.Execute($"CREATE OR REPLACE TABLE landed AS SELECT * FROM ({Rows(OfBlock, redact: true)}) LIMIT 0", Nothing);
        foreach (var blocks in files.SelectMany(file => Blocks(file.Path, file.Shown)).Chunk(AtOnce))
        {
            database.AtOnce([
                .. blocks.Select(block =>
                    (Action<Database>)(beside => beside.Execute($"INSERT INTO landed {Rows(OfBlock, redact: true)}", block))
                ),
            ]);
        }
    }

    /// <summary>Puts the lines of some rows, as quarantine keeps them, into the table <c>written</c>: content, source_file, source_row.</summary>
    /// <param name="wanted">SQL of source_file and source_row.</param>
    public void Reread(IEnumerable<(string Path, string Shown)> files, string wanted)
    {
        var lines = $"""
            SELECT content, CAST(@file AS VARCHAR) AS source_file, source_row FROM ({new RedactedRow(strategy.Log).Lines(Objects(OfBlock))})
            SEMI JOIN (SELECT source_row FROM ({wanted}) WHERE source_file = @file) AS wanted USING (source_row)
            """;
        database.Execute($"CREATE OR REPLACE TABLE written AS SELECT * FROM ({lines}) LIMIT 0", Nothing);
        foreach (var block in files.SelectMany(file => Blocks(file.Path, file.Shown)))
        {
            database.Execute($"INSERT INTO written {lines}", block);
        }
    }

    /// <summary>An aggregate of times over each block of lines; null where no line of it has one.</summary>
    /// <param name="aggregate">SQL over the event's time or the arrival, e.g. <c>min("departs_at")</c>.</param>
    public IEnumerable<DateTime?> Times(IEnumerable<string> paths, string aggregate) =>
        paths
            .SelectMany(path => Blocks(path, path))
            .Select(block => database.Value<DateTime?>($"SELECT {aggregate} FROM ({Typed(OfBlock, Columns.FindAll(IsAsked))})", block));

    /// <summary>Of a wide line each column costs a search through all of its keys.</summary>
    private bool IsAsked(Landed column) =>
        column.Name == strategy.Log.Id || column.Name == strategy.Log.Time || column.Name == "received_at";

    /// <summary>
    /// Every key of the lines with what stands there: number, text, boolean or nested, several of them, or nothing where all is null or
    /// nobody declared the column.
    /// </summary>
    public IReadOnlyDictionary<string, string> Keys(IEnumerable<string> paths)
    {
        var places = Columns.Index().ToDictionary(column => column.Item.Name, column => column.Index, StringComparer.Ordinal);
        var found = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var forms = $"""
            SELECT DISTINCT CAST(to_json(json_keys(object)) AS VARCHAR), CAST(to_json(types) AS VARCHAR)
            FROM ({Values(OfBlock, Columns)}) WHERE object IS NOT NULL
            """;
        foreach (var block in paths.SelectMany(path => Blocks(path, path)))
        {
            foreach (var (keys, types) in database.Rows<(string Keys, string Types)>(forms, block))
            {
                var kinds = JsonSerializer.Deserialize<string?[]>(types)!;
                foreach (var key in JsonSerializer.Deserialize<string[]>(keys)!)
                {
                    var kind = places.TryGetValue(key, out var at) ? KindOf(kinds[at]) : null;
                    found.TryAdd(key, new(StringComparer.Ordinal));
                    found[key].UnionWith(kind is null ? [] : [kind]);
                }
            }
        }

        return found.ToDictionary(key => key.Key, key => string.Join(" or ", key.Value), StringComparer.Ordinal);
    }

    private static string? KindOf(string? type) =>
        type switch
        {
            null or "NULL" => null,
            "BOOLEAN" => "boolean",
            "VARCHAR" => "text",
            "OBJECT" or "ARRAY" => "nested",
            _ => "number",
        };

    private static string Pointers(List<Landed> columns) =>
        Sql.List(columns.Select(column => "/" + column.Name.Replace("~", "~0").Replace("/", "~1")));

    /// <summary>The lines of a block that are not blank, with their place and what keeps them from being read.</summary>
    private const string OfBlock = $"""
        SELECT rtrim(line, chr(13)) AS line, CAST(@file AS VARCHAR) AS source_file, source_row, source_row = CAST(@cut AS BIGINT) AS is_cut,
               CASE WHEN CAST(@long AS BOOLEAN) THEN '{TooLong}'
                    WHEN list_contains(CAST(CAST(@broken AS VARCHAR) AS BIGINT[]), source_row) THEN '{NotUtf8}' END AS broken
        FROM (SELECT unnest(lines) AS line, generate_subscripts(lines, 1) - 1 + CAST(@first AS BIGINT) AS source_row
              FROM (SELECT string_split(CAST(@text AS VARCHAR), chr(10)) AS lines))
        WHERE trim(line, chr(32) || chr(9) || chr(13)) <> ''
        """;

    /// <summary>Lines with the object that each is; NULL where it is none.</summary>
    private static string Objects(string lines) =>
        $"""
            SELECT * EXCLUDE (value), CASE WHEN json_type(value) = 'OBJECT' THEN value END AS object
            FROM (SELECT *, CASE WHEN broken IS NULL AND json_valid(line) THEN line END AS value FROM ({lines}))
            """;

    /// <summary>Lines with the object that each is, and of the columns in their order what stands there (texts) as what (types).</summary>
    /// <remarks>
    /// To look for one key goes through all of a line's, so for each of very many columns its time would go by their square: where a line of a block has the keys of the
    /// block's first one in the same order, its values are taken as they come and put in the columns' order.
    /// </remarks>
    private static string Values(string lines, List<Landed> columns)
    {
        var pointers = Pointers(columns);
        var (texts, types) = ($"json_extract_string(object, {pointers})", $"json_type(object, {pointers})");
        return columns.Count <= Few || lines != OfBlock
            ? $"SELECT *, {texts} AS texts, {types} AS types FROM ({Objects(lines)})"
            : $"""
                SELECT * EXCLUDE (given, is_alike), {Placed("v ->> '$'", texts)} AS texts, {Placed("json_type(v)", types)} AS types
                FROM (SELECT *, json_extract(object, '$.*') AS given, json_keys(object) = from_json(CAST(@keys AS VARCHAR), '["VARCHAR"]') AS is_alike
                      FROM ({Objects(lines)}))
                """;

        // Of a place that a list has not, list_select reads whatever lies in memory: so every list begins with NULL, where what is missing is looked for.
        static string Placed(string of, string otherwise) =>
            $"CASE WHEN is_alike THEN list_select(list_prepend(NULL, list_transform(given, lambda v: {of})), CAST(CAST(@places AS VARCHAR) AS BIGINT[])) ELSE {otherwise} END";
    }

    /// <summary>SQL of lines as rows: the stream's columns, source_file, source_row, fault.</summary>
    /// <param name="lines">SQL of line, source_file, source_row, what keeps it from being read (broken), and whether it has no end (is_cut).</param>
    /// <param name="redact">Whether the values are yet to be redacted.</param>
    public string Rows(string lines, bool redact)
    {
        var columns = Columns;
        var redacted = columns.Where(column => redact && column.Otherwise is null && strategy.Log.Redact.ContainsKey(column.Name)).ToList();
        var kept = redacted.Select(column =>
            $"{new RedactedRow(strategy.Log).Kept(column.Name, Sql.Name(column.Name))} AS {Sql.Name(column.Name)}"
        );
        var rows = Typed(lines, columns);
        return redacted.Count == 0 ? rows : $"SELECT * REPLACE ({string.Join(", ", kept)}) FROM ({rows})";
    }

    private string Typed(string lines, List<Landed> columns)
    {
        var places = columns.Index().ToDictionary(column => column.Item, column => column.Index + 1);
        var typed = columns.Select((column, i) => $"{column.Typed(i + 1)} AS {Sql.Name(column.Name)}");
        var kept = columns.Select(column =>
            column.Otherwise is null
                ? Sql.Name(column.Name)
                : $"CASE WHEN {Given(column)} IS NULL THEN {column.Otherwise} ELSE {Sql.Name(column.Name)} END AS {Sql.Name(column.Name)}"
        );
        var misread = columns
            .Where(column => column.Otherwise is null)
            .Select(column => $"({Given(column)} IS NOT NULL AND {Sql.Name(column.Name)} IS NULL)");
        return $"""
            SELECT {string.Join(", ", kept)}, source_file, source_row,
                   CASE WHEN broken IS NOT NULL THEN broken
                        WHEN object IS NULL AND is_cut THEN '{CutOff}'
                        WHEN object IS NULL THEN 'the line is not a JSON object'
                        WHEN {string.Join(" OR ", misread)} THEN {Sql.Text(WrongType)} END AS fault
            FROM (SELECT {string.Join(", ", typed)}, texts, source_file, source_row, broken, is_cut, object
                  FROM ({Values(lines, columns)}))
            """;

        string Given(Landed column) => $"texts[{places[column]}]";
    }

    private IEnumerable<LineParameters> Blocks(string path, string shown)
    {
        var columns = Columns;
        return JsonLines
            .Blocks(path)
            .Select(block =>
            {
                var (text, broken) = JsonLines.Read(block);
                var keys = columns.Count <= Few ? [] : FirstKeys(text);
                var places = keys.Index().ToDictionary(key => key.Item, key => key.Index + 2, StringComparer.Ordinal);
                return new LineParameters(
                    shown,
                    text,
                    block.First,
                    $"[{string.Join(", ", broken)}]",
                    block.IsCutOff ? block.First : -1,
                    block.IsTooLong,
                    JsonSerializer.Serialize(keys),
                    $"[{string.Join(", ", columns.Select(column => places.GetValueOrDefault(column.Name, 1)))}]"
                );
            });
    }

    /// <summary>Keys of the first line, in their order; none where it is no object, or one of them comes twice.</summary>
    private static string[] FirstKeys(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        try
        {
            using var line = JsonDocument.Parse(end < 0 ? text : text[..end]);
            string[] keys =
                line.RootElement.ValueKind == JsonValueKind.Object ? [.. line.RootElement.EnumerateObject().Select(key => key.Name)] : [];
            return keys.Distinct(StringComparer.Ordinal).Count() == keys.Length ? keys : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>A column as a line has it.</summary>
    /// <param name="Type">In SQL.</param>
    /// <param name="Otherwise">SQL of what stands in where a line does not have it; null where a line must.</param>
    private sealed record Landed(string Name, string Type, string? Otherwise)
    {
        /// <summary>A time of day and an offset from UTC after it.</summary>
        private const string Offset = @"':\d\d([.]\d+)? *[+-]\d\d(:?\d\d)?$'";

        /// <summary>SQL of the value, or NULL where it is not of the column's type.</summary>
        /// <param name="number">Of the column among those of the lists <c>texts</c> and <c>types</c>, from 1.</param>
        public string Typed(int number)
        {
            var text = $"texts[{number}]";
            var read = Type switch
            {
                "BIGINT" => $"CASE WHEN TRY_CAST({text} AS BIGINT) = TRY_CAST({text} AS DOUBLE) THEN TRY_CAST({text} AS BIGINT) END",
                "TIMESTAMP" =>
                    $"CASE WHEN regexp_matches({text}, {Offset}) THEN make_timestamp(epoch_us(TRY_CAST({text} AS TIMESTAMPTZ))) ELSE TRY_CAST({text} AS TIMESTAMP) END",
                _ => $"TRY_CAST({text} AS {Type})",
            };
            return $"CASE WHEN types[{number}] NOT IN ('OBJECT', 'ARRAY') THEN {read} END";
        }
    }
}

/// <summary>A block of lines as a statement takes it.</summary>
/// <param name="file">The name by which the log knows the file.</param>
/// <param name="first">Index of the first line.</param>
/// <param name="broken">Indices of lines that are not UTF-8, as a list.</param>
/// <param name="cut">Index of the line that has no end, or -1.</param>
/// <param name="long">Whether the block is the beginning of one line that is too long.</param>
/// <param name="keys">Of the block's first line, as a list; empty where each column is looked for.</param>
/// <param name="places">Of each column among these, from 2, as a list; 1 where it is none of them.</param>
#pragma warning disable IDE1006, SA1300 // The names of the statement's parameters.
internal sealed record LineParameters(
    string file,
    string text,
    long first,
    string broken,
    long cut,
    bool @long,
    string keys,
    string places
);
#pragma warning restore IDE1006, SA1300
