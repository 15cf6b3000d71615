using System.Globalization;
using System.Text;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Logging.Profiles;

/// <summary>What one column held.</summary>
public sealed class ColumnProfile
{
    private const ulong MissingHash = 0x6D697373696E67;
    private readonly ulong salt;
    private ProfileKind kind;

    public ColumnProfile(string name, ProfileKind kind)
    {
        Name = name;
        salt = Hash64.Of(Encoding.UTF8.GetBytes(name));
        Begin(kind);
    }

    public string Name { get; }

    /// <summary>What its values are; a column without any takes the kind of what it is merged with.</summary>
    public ProfileKind Kind => Values == 0 ? ProfileKind.Empty : kind;

    /// <summary>Rows of the tables that had the column.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows in which it was NULL.</summary>
    public long Missing { get; private set; }

    public long Values => Rows - Missing;

    /// <summary>Of a column of numbers or times; null for others.</summary>
    public NumberSketch? Numbers { get; private set; }

    /// <summary>Of a column of texts; null for others.</summary>
    public TextSketch? Texts { get; private set; }

    /// <summary>Distinct values.</summary>
    public long Distinct => Values == 0 ? 0 : Numbers?.Distinct ?? Texts?.Distinct ?? 0;

    /// <summary>Counts a column of a chunk.</summary>
    /// <param name="numbers">Room for as many numbers as the chunk has rows.</param>
    /// <param name="rows">To each row's number, a hash of the column's name and its value is added: the order of the columns leaves no trace.</param>
    internal void Add(IColumnChunk chunk, int column, Span<double> numbers, Span<ulong> rows)
    {
        Rows += chunk.Rows;
        var valid = chunk.AllValid(column);
        if (Numbers is not null)
        {
            AddNumbers(chunk, column, numbers, rows, valid);
            return;
        }

        for (var row = 0; row < chunk.Rows; row++)
        {
            if (!valid && chunk.IsNull(column, row))
            {
                Miss(ref rows[row]);
                continue;
            }

            var utf8 = chunk.Utf8(column, row);
            var hash = Hash64.Of(utf8);
            Texts?.Add(utf8, hash);
            rows[row] += Hash64.Mix(hash ^ salt);
        }
    }

    /// <summary>Draws from a chunk whose columns have all been counted.</summary>
    internal void Draw(IColumnChunk chunk, int column, ReadOnlySpan<ulong> rows)
    {
        for (var row = 0; Texts is not null && row < chunk.Rows; row++)
        {
            if (!chunk.IsNull(column, row))
            {
                Texts.Draw(rows[row], chunk.Utf8(column, row));
            }
        }
    }

    /// <summary>Adds what another profile counted of the column.</summary>
    /// <exception cref="RefusedException">The kinds differ.</exception>
    internal void Add(ColumnProfile other)
    {
        if (other.Kind != ProfileKind.Empty)
        {
            if (Kind == ProfileKind.Empty)
            {
                Begin(other.kind);
            }

            if (kind != other.kind)
            {
                var kinds = new[] { kind, other.kind }.Order().Select(one => KebabCase.Of(one.ToString()));
                throw new RefusedException(
                    ExitCode.Mistake,
                    $"The column '{Name}' is of kind {string.Join(" in one profile and of kind ", kinds)} in another, so they cannot be merged. "
                        + "Profile the files together, which gives a column one type, or cast it where it is written."
                );
            }

            Numbers?.Add(other.Numbers!);
            Texts?.Add(other.Texts!);
        }

        Rows = checked(Rows + other.Rows);
        Missing += other.Missing;
    }

    internal void Write(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"column {KebabCase.Of(Kind.ToString())} {Rows} {Missing} {Quoted.Write(Name)}\n");
        if (Values > 0)
        {
            Numbers?.Write(text);
            Texts?.Write(text);
        }
    }

    internal static ColumnProfile Read(ProfileLines lines)
    {
        var words = lines.After("column").Split(' ', 4);
        var kind = Enum.Parse<ProfileKind>(words[0], ignoreCase: true);
        var column = new ColumnProfile(Encoding.UTF8.GetString(Quoted.Read(words[3])), kind)
        {
            Rows = ProfileLines.Count(words[1]),
            Missing = ProfileLines.Count(words[2]),
        };
        ProfileLines.Require(
            column.Missing <= column.Rows && (column.Values == 0) == (kind == ProfileKind.Empty),
            "a column's values are not its rows without those missing"
        );
        (column.Numbers, column.Texts) = kind switch
        {
            ProfileKind.Number or ProfileKind.Time => (NumberSketch.Read(lines, kind == ProfileKind.Time, column.Values), null),
            ProfileKind.Text => ((NumberSketch?)null, TextSketch.Read(lines, column.Values)),
            _ => (null, null),
        };
        return column;
    }

    private void Begin(ProfileKind of)
    {
        kind = of;
        Numbers = of is ProfileKind.Number or ProfileKind.Time ? new(isTime: of == ProfileKind.Time) : null;
        Texts = of == ProfileKind.Text ? new() : null;
    }

    private void AddNumbers(IColumnChunk chunk, int column, Span<double> numbers, Span<ulong> rows, bool valid)
    {
        if (kind == ProfileKind.Time)
        {
            ReadTimes(chunk, column, numbers);
        }
        else
        {
            chunk.CopyTo(column, numbers);
        }

        var sketch = Numbers!;
        for (var row = 0; row < numbers.Length; row++)
        {
            if (!valid && chunk.IsNull(column, row))
            {
                Miss(ref rows[row]);
            }
            else
            {
                rows[row] += Hash64.Mix(sketch.Add(numbers[row]) ^ salt);
            }
        }
    }

    private void Miss(ref ulong row)
    {
        Missing++;
        row += Hash64.Mix(MissingHash ^ salt);
    }

    /// <summary>The times without an end are the ends of what a long can hold.</summary>
    private static void ReadTimes(IColumnChunk chunk, int column, Span<double> numbers)
    {
        var times = new long[numbers.Length];
        chunk.CopyTo(column, times);
        for (var row = 0; row < times.Length; row++)
        {
            numbers[row] = times[row] switch
            {
                long.MaxValue => double.PositiveInfinity,
                -long.MaxValue => double.NegativeInfinity,
                var time => time,
            };
        }
    }
}
