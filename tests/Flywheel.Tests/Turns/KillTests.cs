using System.Globalization;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Turns;

/// <summary>bench/crash.sh on a shop: a real process, really killed. With FLYWHEEL_KILLS=200 as its result is committed; fewer in a test run.</summary>
public sealed class KillTests
{
    private static int Kills =>
        int.TryParse(Environment.GetEnvironmentVariable("FLYWHEEL_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 10;

    [Fact]
    public void A_loop_that_was_killed_and_is_turned_again_leaves_the_bytes_of_one_that_was_not()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(3);
        repository.Arrive(4);
        var result = repository.Run(
            "env",
            $"FLYWHEEL_CLI={Path.Combine(AppContext.BaseDirectory, "Flywheel.Cli.dll")}",
            "AS_OF=2024-01-05",
            "bash",
            Path.Combine(Repository.Root, "bench", "crash.sh"),
            repository.Root,
            "shop",
            $"{Kills}"
        );

        Assert.True(result.Code == 0, result.Output + result.Error);
        var row = result.Output.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries);
        Assert.Equal(("shop", $"{Kills}", $"{Kills}"), (row[0], row[1], row[4]));
        Assert.InRange(int.Parse(row[2], CultureInfo.InvariantCulture), Kills / 2, Kills);
        if (Environment.GetEnvironmentVariable("FLYWHEEL_KILLS") is not null)
        {
            File.WriteAllText(Path.Combine(Repository.Root, "artifacts", "crash.txt"), result.Output);
        }
    }
}
