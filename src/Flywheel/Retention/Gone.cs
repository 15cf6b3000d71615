using Flywheel.Storage;
using Flywheel.Warehouse;

namespace Flywheel.Retention;

/// <summary>Rows of production's files that the log took once and holds no more: by file and place, so that they are not taken again.</summary>
public sealed record Gone
{
    /// <summary>SHA-256 of a Parquet file of source_file and source_row.</summary>
    public required string Object { get; init; }

    public required long Rows { get; init; }

    /// <summary>Paths of what is gone from a stream.</summary>
    public static IReadOnlyList<string> Paths(IStore store, string model, string stream) =>
        [
            .. store
                .List($"{StoredNames.Gone}{model}/{stream}")
                .Select(name => PrimaryBytes.PathOf(store, Json.Read<Gone>(store.Read(name)!).Object, name)),
        ];

    /// <summary>Notes rows before they are removed.</summary>
    /// <param name="name">What they are removed from and by.</param>
    /// <param name="rows">SQL with source_file and source_row.</param>
    public static void Add(IStore store, Database database, string model, string stream, string name, string rows)
    {
        var file = store.Scratch();
        database.Execute(
            $"COPY (SELECT source_file, source_row FROM ({rows}) ORDER BY ALL) TO {Sql.Text(file)} (FORMAT parquet, COMPRESSION zstd)"
        );
        var count = database.Value<long>($"SELECT count(*) FROM ({rows})");
        store.Write($"{StoredNames.Gone}{model}/{stream}/{name}.json", Json.Write(new Gone { Object = store.Take(file), Rows = count }));
    }
}
