using System.Diagnostics;
using Flywheel.Tests.DuckDb;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Storage;

/// <summary>A real disk that is too small or read-only: a tmpfs in a mount namespace of its own, where the machine permits that.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder disk = new();
    private readonly TemporaryRepository repository = new();

    public FullDiskTests()
    {
        repository.Live(3);
        repository.Arrive(4);
    }

    [Fact]
    public void A_turn_on_a_disk_that_runs_full_says_so_and_is_whole_once_there_is_room()
    {
        if (!Permitted)
        {
            return;
        }

        using var roomy = new TemporaryRepository();
        roomy.Live(3);
        roomy.Arrive(4);
        roomy.Turn(4);

        var full = 0;
        for (var room = 0; ; room += 48)
        {
            // The room that is left beside what is there, in KiB.
            var (code, error) = TurnOn($"mount -o remount,size=$((used + {room}))k $disk");
            if (code == 0)
            {
                break;
            }

            full++;
            Told(code, error);
            Assert.True(error.Contains("space left", StringComparison.Ordinal) || error.Contains("disk", StringComparison.Ordinal), error);
            using var after = new TemporaryRepository();
            CopyTo(after);
            Assert.Equal(0, after.Flywheel("loop", "shop", "--assume-merged", "--as-of", "2024-01-05").Code);
            Same.Files(roomy.Tracked(), after.Tracked());
            Same.Files(roomy.Documents(), after.Documents());
        }

        Assert.InRange(full, 3, 40);
    }

    [Fact]
    public void A_turn_on_a_read_only_disk_says_so_and_changes_nothing()
    {
        if (!Permitted)
        {
            return;
        }

        var (code, error) = TurnOn("mount -o remount,ro $disk");

        Told(code, error);
        Assert.Contains("Read-only", error, StringComparison.OrdinalIgnoreCase);
        using var after = new TemporaryRepository();
        CopyTo(after);
        Same.Files(repository.Tracked(), after.Tracked());
        Same.Files(repository.Documents(), after.Documents());
    }

    public void Dispose()
    {
        repository.Dispose();
        disk.Dispose();
    }

    private static bool Permitted { get; } = OperatingSystem.IsLinux() && Unshared("true").Code == 0;

    private static void Told(int code, string error)
    {
        Assert.True(code == 6, $"exit {code}: {error}");
        Assert.StartsWith("flywheel: ", error, StringComparison.Ordinal);
        Assert.Contains("type the same command again", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    /// <summary>Copies the repository to a small disk, turns there, and copies what is left back.</summary>
    private (int Code, string Error) TurnOn(string smaller) =>
        Unshared(
            $"""
            disk={disk.File("disk")} after={disk.File("after")}
            rm -rf $after; mkdir -p $disk $after
            mount -t tmpfs tmpfs $disk
            cp -a {repository.Root}/. $disk
            used=$(df --output=used -k $disk | tail -1)
            {smaller} || exit 99
            cd $disk
            dotnet exec {Path.Combine(AppContext.BaseDirectory, "Flywheel.Cli.dll")} loop shop --assume-merged --as-of 2024-01-05
            code=$?
            cp -a $disk/. $after
            exit $code
            """
        );

    private void CopyTo(TemporaryRepository after) => Assert.Equal(0, Unshared($"cp -a {disk.File("after")}/. {after.Root}").Code);

    private static (int Code, string Error) Unshared(string script)
    {
        var start = new ProcessStartInfo("unshare", ["--map-root-user", "--mount", "sh", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error.Result);
    }
}
