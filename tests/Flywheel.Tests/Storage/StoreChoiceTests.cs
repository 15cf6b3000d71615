using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Tests.DuckDb;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Storage;

/// <summary>strategy/store.yaml from end to end: each kind of store gives the bytes that a folder gives, also on a machine that has none of them.</summary>
public sealed class StoreChoiceTests : IDisposable
{
    private static readonly string Scripts = Path.Combine(Repository.Root, "build", "stores");

    private readonly TemporaryFolder elsewhere = new();
    private readonly TemporaryRepository repository = new();

    [Theory]
    [InlineData("git-branch.sh")]
    [InlineData("folder.sh")]
    public void A_store_by_command_gives_the_bytes_of_a_folder_though_the_machine_is_lost_between_two_turns(string script)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryRepository();
        folder.Live(4);
        Choose($"command: {{ run: [ bash, {Scripts}/{script}{(script == "folder.sh" ? ", " + elsewhere.File("store") : "")} ] }}");
        repository.Git("init", "--quiet");
        repository.Git("init", "--quiet", "--bare", elsewhere.File("remote.git"));
        repository.Git("remote", "add", "origin", elsewhere.File("remote.git"));
        var pushes = elsewhere.File("pushes");
        var hook = elsewhere.File("remote.git/hooks/post-receive");
        File.WriteAllText(hook, $"#!/bin/sh\necho one >>'{pushes}'\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        repository.Live(3);
        repository.LoseStore();
        repository.Arrive(4);
        File.Delete(pushes);
        repository.Turn(4);

        Same.Files(folder.Tracked(), repository.Tracked());
        if (script == "git-branch.sh")
        {
            // Before each of the stages that propose files, and at the end.
            Assert.InRange(File.ReadAllLines(pushes).Length, 1, 6);
            Assert.Equal("1\n", repository.Git("--git-dir", elsewhere.File("remote.git"), "rev-list", "--count", "flywheel-store"));
        }
    }

    [Fact]
    public void A_shared_folder_and_one_named_for_a_single_command_hold_the_store_in_place_of_the_repositorys()
    {
        using var folder = new TemporaryRepository();
        folder.Live(3);
        Choose($"shared: {elsewhere.File("shared")}");
        repository.Live(3);

        var asked = repository.Flywheel("sql", "shop", "SELECT count(*) FROM log");
        var empty = repository.Flywheel("sql", "shop", "SELECT count(*) FROM log", "--store", elsewhere.File("other"));

        Same.Files(folder.Tracked(), repository.Tracked());
        Assert.False(Directory.Exists(repository.PathOf(".flywheel/objects")));
        Assert.Contains("3600", asked.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("3600", empty.Output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(elsewhere.File("other/objects")));
    }

    [Fact]
    public void A_scheduled_turn_refuses_a_store_that_does_not_last_and_says_what_to_write()
    {
        repository.Arrive(1);
        var refused = repository.Flywheel("loop", "shop", "--assume-merged", "--scheduled");
        Choose($"shared: {elsewhere.File("shared")}");
        var overridden = repository.Flywheel("loop", "shop", "--assume-merged", "--scheduled", "--store", elsewhere.File("other"));
        var turned = repository.Flywheel("loop", "shop", "--assume-merged", "--scheduled");

        Assert.Equal((6, 6, 0), (refused.Code, overridden.Code, turned.Code));
        Assert.StartsWith(
            "flywheel: a scheduled turn needs a store that lasts, and this one is the folder .flywheel,",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("strategy/store.yaml", refused.Error, StringComparison.Ordinal);
        Assert.Contains("store: { shared: /mnt/flywheel }", refused.Error, StringComparison.Ordinal);
        Assert.Contains("leave --scheduled out", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo the disk of the remote is full >&2; exit 1", "ended with 1: the disk of the remote is full")]
    [InlineData("exit 4", "ended with 4: ")]
    public void A_command_that_fails_is_never_taken_for_an_empty_store(string script, string told)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        repository.Arrive(1);
        repository.Write("store.sh", script + "\n");
        Choose("command: { run: [ bash, store.sh ] }");

        var result = repository.Flywheel("loop", "shop", "--assume-merged");

        Assert.Equal(6, result.Code);
        Assert.StartsWith("flywheel: the store's command `bash store.sh list ` " + told, result.Error, StringComparison.Ordinal);
        Assert.Contains("strategy/store.yaml", result.Error, StringComparison.Ordinal);
        Assert.Null(repository.Read("reports/shop/ledger.csv"));
    }

    [Fact]
    public void A_program_that_is_not_there_and_a_fault_of_the_file_are_told()
    {
        repository.Arrive(1);
        Choose("command: { run: [ no-such-program ] }");
        var missing = repository.Flywheel("loop", "shop", "--assume-merged");
        Choose("shard: /mnt/flywheel");
        var fault = repository.Flywheel("validate");

        Assert.Equal((6, 2), (missing.Code, fault.Code));
        Assert.StartsWith(
            "flywheel: the store's command `no-such-program list ` does not start: ",
            missing.Error,
            StringComparison.Ordinal
        );
        Assert.StartsWith("strategy/store.yaml:1:10: error FW", fault.Error, StringComparison.Ordinal);
        Assert.Contains("'shared'", fault.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_committed_file_is_the_default_written_out()
    {
        var committed = StoreFile.Read(new WorkingTree(Repository.Root));

        Assert.Equal(new StoreFile(), committed);
    }

    public void Dispose()
    {
        repository.Dispose();
        elsewhere.Dispose();
    }

    private void Choose(string store) => repository.Write(StoreFile.At, $"store: {{ {store} }}\n");
}
