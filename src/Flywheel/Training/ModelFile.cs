using System.Text;
using System.Text.Json;
using Flywheel.Storage;
using Flywheel.Training.Calibrations;

namespace Flywheel.Training;

/// <summary>A model's bytes: one line of JSON that says how rows are encoded, then the engine's own bytes.</summary>
/// <param name="Trainer">Name of the trainer in the strategy.</param>
/// <param name="Encoder">How a row of the log becomes a row of numbers.</param>
/// <param name="Engine">The engine's own bytes.</param>
/// <param name="Calibration">What makes a probability of the engine's score; null where the score is what it says.</param>
/// <param name="Threshold">Score from which it says 1; null where it says probabilities alone.</param>
public sealed record ModelFile(string Trainer, Encoder Encoder, byte[] Engine, Calibration? Calibration = null, double? Threshold = null)
{
    public byte[] Write() =>
        [.. JsonSerializer.SerializeToUtf8Bytes(new Header(Trainer, Encoder, Calibration, Threshold), Json.OneLine), (byte)'\n', .. Engine];

    public static ModelFile Read(byte[] bytes)
    {
        var end = Array.IndexOf(bytes, (byte)'\n');
        if (end < 0)
        {
            throw new InvalidDataException("The model's bytes have no first line.");
        }

        var header = JsonSerializer.Deserialize<Header>(Encoding.UTF8.GetString(bytes, 0, end), Json.OneLine)!;
        return new(header.Trainer, header.Encoder, bytes[(end + 1)..], header.Calibration, header.Threshold);
    }

    private sealed record Header(string Trainer, Encoder Encoder, Calibration? Calibration, double? Threshold);
}
