using System.Diagnostics;
using Flywheel.Storage;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Storage;

/// <summary>One writer at a time, tried with processes of their own.</summary>
public sealed class StoreLockTests
{
    [Fact]
    public void A_second_loop_says_who_holds_the_store_and_goes_on_once_that_process_was_killed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var repository = new TemporaryRepository();
        repository.Live(3);
        repository.Arrive(4);
        using var first = repository.StartFlywheel("loop", "shop", "--assume-merged");
        // Another process tells in no other way that it has begun.
        while (repository.Read(".flywheel/locks/turn.holder") is not { Length: > 0 } && !first.HasExited)
        {
            Thread.Sleep(5);
        }

        // Asleep, so that it holds the store for as long as the test likes.
        Signal("STOP", first);
        var second = repository.Flywheel("loop", "shop", "--assume-merged");
        var stage = repository.Flywheel("train", "shop", "--assume-merged");
        var question = repository.Flywheel("sql", "shop", "SELECT count(*) FROM log");
        Signal("KILL", first);
        first.WaitForExit();
        var third = repository.Flywheel("loop", "shop", "--assume-merged");

        Assert.Equal((6, 6, 0), (second.Code, stage.Code, question.Code));
        Assert.Matches(
            $"^flywheel: another turn holds the store: `flywheel loop shop`, process {first.Id} on \\S+ since \\d{{4}}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\\. "
                + "Wait for it to end, and type the same command again\\. The lock ends with its process, so there is nothing to remove\\.\n$",
            second.Error
        );
        Assert.True(third.Code == 0, third.Error);
        Assert.Contains("2024-01-05", repository.Read("reports/shop/ledger.csv"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(repository.PathOf(".flywheel/scratch")));
    }

    [Theory]
    [InlineData("loop", "shop")]
    [InlineData("simulate", "shop")]
    [InlineData("evalset", "add", "shop", "dear", "--where", "amount > 50", "--why", "They cost us most.")]
    public void Every_command_that_writes_waits_for_its_turn(params string[] arguments)
    {
        using var repository = new TemporaryRepository();
        using var held = StoreLock.Take(repository.PathOf(".flywheel"), StoreLock.Turn, "`flywheel loop shop`, process 1 on here");

        var result = repository.Flywheel(arguments);

        Assert.Equal(6, result.Code);
        Assert.Contains("another turn holds the store: `flywheel loop shop`, process 1 on here.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_stands_beside_a_turn_and_not_beside_another_replay()
    {
        using var repository = new TemporaryRepository();
        var store = repository.PathOf(".flywheel");
        using var turn = StoreLock.Take(store, StoreLock.Turn, "turn");

        var beside = repository.Flywheel("backtest", "shopp");
        using var replay = StoreLock.Take(store, StoreLock.Backtest, "replay");
        var behind = repository.Flywheel("backtest", "shopp");

        Assert.Equal(2, beside.Code);
        Assert.Equal(6, behind.Code);
        Assert.Contains("another backtest holds the store: replay.", behind.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_given_back_can_be_taken()
    {
        using var repository = new TemporaryRepository();
        var store = repository.PathOf(".flywheel");

        StoreLock.Take(store, StoreLock.Turn, "first").Dispose();
        using var second = StoreLock.Take(store, StoreLock.Turn, "second");

        Assert.Throws<RefusedException>(() => StoreLock.Take(store, StoreLock.Turn, "third"));
    }

    private static void Signal(string signal, Process process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }
}
