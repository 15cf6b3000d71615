using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Turns;

/// <summary>A turn that dies, wherever, and is turned again, leaves what a turn leaves that never died.</summary>
public sealed class CrashTests
{
    [Fact]
    public void Death_before_any_write_of_a_turn_changes_nothing_once_it_is_turned_again()
    {
        using var unharmed = Prepared();
        unharmed.Turn(4);
        var (wanted, documents) = (unharmed.Outputs(), unharmed.Documents());

        var deaths = 0;
        for (var fatal = 1; ; fatal++)
        {
            using var repository = Prepared();
            if (!DiesAt(repository, fatal))
            {
                break;
            }

            deaths++;
            repository.Turn(4);

            Same.Files(wanted, repository.Outputs());
            Same.Files(documents, repository.Documents());
        }

        // Ten stage records, three streams with object and document, the batch, the dataset, the model, and the proposals.
        Assert.InRange(deaths, 25, 80);
    }

    private static TemporaryRepository Prepared()
    {
        var repository = new TemporaryRepository(untidy: true);
        repository.Live(3);
        repository.Arrive(4);
        return repository;
    }

    private static bool DiesAt(TemporaryRepository repository, int fatal) =>
        repository.Work(place =>
        {
            var life = new Mortal(fatal);
            var mortal = place with
            {
                Workplace = place.Workplace with
                {
                    Store = new MortalStore(place.Workplace.Store, life),
                    Files = new MortalTree(place.Workplace.Files, life),
                },
            };
            try
            {
                Loop.Turn(mortal.At(repository.After(4)));
                return false;
            }
            catch (DiedException)
            {
                return true;
            }
        });
}
