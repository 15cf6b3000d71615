using Flywheel.Expressions;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Logging.Redactions;

/// <remarks>
/// HMAC-SHA-256 of the value's text, 64 hexadecimal digits in small letters: H. Krawczyk, M. Bellare, R. Canetti, RFC 2104, 1997. Who
/// has the key gets the same by <c>openssl dgst -sha256 -hmac</c>. It is computed in SQL from the two padded keys, which stand in a
/// table: a text of SQL may be shown in an error.
/// </remarks>
[Doc("A keyed hash (HMAC-SHA-256) is kept: the same value gives the same hash, and nobody without the key can try values out.")]
public sealed record HashByKey : Redaction
{
    [Doc("Name of the environment variable that holds the key; the key itself stands nowhere in the repository.")]
    [Inline, Pattern("[A-Z][A-Z0-9_]*", "the name of an environment variable"), Example("CUSTOMER_KEY")]
    public required string Key { get; init; }

    public override bool KeepsApart => true;

    public override string Kept(string value, SqlType? type) =>
        $"sha256({Pad("outside")} || unhex(sha256({Pad("inside")} || encode(CAST({value} AS VARCHAR)))))";

    public override (string Why, string Mend)? Misfit(string name, SqlType? type) =>
        type is null or SqlType.Text ? null : ("A hash is a text.", $"Write '{name}: text' under log.columns.");

    private string Pad(string side) => $"(SELECT {side} FROM {RedactionKeys.Table} WHERE variable = {Sql.Text(Key)})";
}
