using System.Text.Json;
using Flywheel.Storage;

namespace Flywheel.Turns;

/// <summary>One stage of the loop: its name, the question that the strategy answers there, and the function that answers it.</summary>
/// <param name="Name">Its command and the name of its record.</param>
/// <param name="Question">In the words of the design.</param>
/// <param name="Run">A function of the turn and of the records of the stages before.</param>
/// <param name="Remembered">Whether equal inputs may take the record from the store. The boundary to production never may.</param>
public sealed record Stage(string Name, string Question, Func<Turn, IStageRecord> Run, Type RecordType, bool Remembered = true)
{
    public static Stage Of<TRecord>(string name, string question, Func<Turn, TRecord> run, bool remembered = true)
        where TRecord : IStageRecord => new(name, question, turn => run(turn), typeof(TRecord), remembered);

    /// <summary>The record that a memo keeps.</summary>
    public IStageRecord RecordOf(Memo memo) => (IStageRecord)memo.Record.Deserialize(RecordType, Json.Options)!;

    /// <summary>Identity of the record that a memo keeps, as a later stage that reads it notes it.</summary>
    public string DigestOf(Memo memo) => Digest.Of(Text(RecordOf(memo)));

    public string Text(IStageRecord record) => JsonSerializer.Serialize(record, RecordType, Json.Options);
}
