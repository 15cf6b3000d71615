using System.Security.Cryptography;
using System.Text;
using Flywheel.Storage;
using Flywheel.Turns;

namespace Flywheel.Logging.Redactions;

/// <summary>The keys that a turn hashes by: from the environment into a table of its database, and no further.</summary>
public static class RedactionKeys
{
    public const string Table = "redaction_keys";

    /// <summary>Characters of the shortest key.</summary>
    private const int Shortest = 16;

    /// <summary>Bytes of a block of SHA-256.</summary>
    private const int BlockBytes = 64;

    /// <summary>Makes the keys that a strategy names ready for use.</summary>
    /// <exception cref="RefusedException">One is missing, too short, or not the one by which values of the log were hashed.</exception>
    public static void Prepare(Turn turn)
    {
        var variables = turn.Strategy.Log.Redact.Values.OfType<HashByKey>().Select(hash => hash.Key).Distinct().ToList();
        if (variables.Count == 0)
        {
            return;
        }

        turn.Database.Execute($"CREATE OR REPLACE TABLE {Table} (variable VARCHAR, inside BLOB, outside BLOB)");
        foreach (var variable in variables)
        {
            var key = Encoding.UTF8.GetBytes(Read(turn, variable));
            MustBeTheSame(turn, variable, key);
            var block = (key.Length > BlockBytes ? SHA256.HashData(key) : key).Concat(new byte[BlockBytes]).Take(BlockBytes).ToList();
            turn.Database.Execute(
                $"INSERT INTO {Table} VALUES (@variable, @inside, @outside)",
                new
                {
                    variable,
                    inside = block.Select(part => (byte)(part ^ 0x36)).ToArray(),
                    outside = block.Select(part => (byte)(part ^ 0x5c)).ToArray(),
                }
            );
        }
    }

    /// <summary>Takes the keys out of the database.</summary>
    public static void Forget(Turn turn) => turn.Database.Execute($"DROP TABLE IF EXISTS {Table}");

    private static string Read(Turn turn, string variable) =>
        turn.Workplace.Secret(variable) switch
        {
            null or "" => throw new RefusedException(
                ExitCode.Lacking,
                $"the environment has no {variable}, by which strategy/{turn.Strategy.Model}/strategy.yaml hashes a column under log.redact; nothing was taken in. "
                    + $"Type: export {variable}=… with the key, or make one: export {variable}=$(openssl rand -hex 32), and keep it where it is not lost."
            ),
            { Length: < Shortest } => throw new RefusedException(
                ExitCode.Lacking,
                $"the key in {variable} is shorter than {Shortest} characters, so that it could be found by trying; nothing was taken in. Make one: export {variable}=$(openssl rand -hex 32)"
            ),
            { } key => key,
        };

    /// <summary>By another key the same id would be another one: nothing would be known by it that is in the log.</summary>
    private static void MustBeTheSame(Turn turn, string variable, byte[] key)
    {
        var (store, model) = (turn.Store, turn.StrategyAtHand.Model);
        var name = $"{StoredNames.Redaction}{model}/{variable.ToLowerInvariant()}.json";
        var check = new RedactionKey { Check = Convert.ToHexStringLower(HMACSHA256.HashData(key, "flywheel"u8))[..32] };
        if (store.Read(name) is not { } text)
        {
            store.Write(name, Json.Write(check));
        }
        else if (Json.Read<RedactionKey>(text) != check)
        {
            throw new RefusedException(
                ExitCode.Lacking,
                $"the key in {variable} is not the one by which values in {model}'s log were hashed, so that the same value would get another hash; nothing was taken in. "
                    + $"Put that key back; or, to hash by a new one from now on, name another variable under log.redact in strategy/{model}/strategy.yaml."
            );
        }
    }
}

/// <summary>What tells a key from another one and does not tell the key.</summary>
public sealed record RedactionKey
{
    /// <summary>HMAC-SHA-256 of the word flywheel, its first 32 hexadecimal digits.</summary>
    public required string Check { get; init; }
}
