using Flywheel.Storage;

namespace Flywheel.Monitoring;

/// <summary>Delivers each alarm once: it is written into the store before, and marked there after; what could not be delivered is tried again by the next run.</summary>
/// <param name="deliver">Tells one alarm to somebody; answers why that failed, or null.</param>
public sealed class Outbox(IStore store, string model, Func<Alarm, string?> deliver)
{
    /// <summary>Takes an alarm in, unless it is known already.</summary>
    public void Keep(Alarm alarm)
    {
        if (store.Read(alarm.Name) is null)
        {
            store.Write(alarm.Name, Json.Write(new Letter(alarm)));
        }
    }

    /// <summary>Tries whatever waits.</summary>
    /// <returns>What was tried, in the order of its times, each with why it failed, or null.</returns>
    public IReadOnlyList<(Alarm Alarm, string? Failure)> Send()
    {
        var tried = new List<(Alarm, string?)>();
        foreach (var name in store.List(StoredNames.Alarms + model))
        {
            if (Json.Read<Letter>(store.Read(name)!) is { Delivered: false } letter)
            {
                var failure = deliver(letter.Alarm);
                tried.Add((letter.Alarm, failure));
                if (failure is null)
                {
                    store.Write(name, Json.Write(letter with { Delivered = true }));
                }
            }
        }

        return tried;
    }

    private sealed record Letter(Alarm Alarm, bool Delivered = false);
}
