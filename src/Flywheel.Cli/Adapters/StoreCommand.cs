using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Flywheel.Storage;

namespace Flywheel.Cli.Adapters;

/// <summary>A store's command, run once a file, or once for many that are put; its arguments are a list and no shell reads them.</summary>
/// <param name="run">Program and first arguments, as strategy/store.yaml names them.</param>
/// <param name="root">The repository's root: the command starts there.</param>
/// <param name="cache">A folder of this machine that the command may keep things in.</param>
public sealed class StoreCommand(IReadOnlyList<string> run, string root, string cache) : IRemote
{
    /// <summary>What the command ends with when it has no file of the name: anything else but 0 is a failure, and never "not there".</summary>
    public const int NotThere = 4;

    /// <summary>Files of one put: a system takes only so many arguments.</summary>
    private const int MostAtOnce = 100;

    public void Put(IReadOnlyList<(string Name, string File)> files)
    {
        foreach (var some in files.Chunk(MostAtOnce))
        {
            Run(["put", .. some.SelectMany(file => new[] { file.Name, Path.GetFullPath(file.File) })]);
        }
    }

    public bool Get(string name, string file) => Run("get", name, Path.GetFullPath(file)).Code == 0;

    public void Delete(string name) => Run("delete", name);

    public IReadOnlyList<RemoteFile> List(string prefix) =>
        [.. Run("list", prefix).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    private static RemoteFile Read(string line)
    {
        var fields = line.TrimEnd('\r').Split('\t');
        return new(
            fields[0],
            fields.Length > 1 && long.TryParse(fields[1], CultureInfo.InvariantCulture, out var bytes) ? bytes : 0,
            fields.Length > 2 ? fields[2] : ""
        );
    }

    private (int Code, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, [.. run.Skip(1), .. arguments])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["FLYWHEEL_STORE_CACHE"] = cache;
        using var process = Begin(start, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 || (process.ExitCode == NotThere && arguments[0] == "get")
            ? (process.ExitCode, output)
            : throw Failed($"ended with {process.ExitCode}: {errors.Result.Trim()}", arguments);
    }

    /// <summary>A program with a folder before its name is one of the repository; one without is looked for in PATH.</summary>
    private string Program => run[0].Contains('/', StringComparison.Ordinal) ? Path.Combine(root, run[0]) : run[0];

    private Process Begin(ProcessStartInfo start, IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception wrong)
        {
            throw Failed($"does not start: {wrong.Message}", arguments);
        }
    }

    private RefusedException Failed(string how, IReadOnlyList<string> arguments) =>
        new(
            ExitCode.Lacking,
            $"the store's command `{string.Join(' ', run)} {string.Join(' ', arguments.Take(2))}` {how}\n"
                + $"Nothing that was stored before is lost. Mend the command (store.command.run in {StoreFile.At}, docs/stores.md), and type the same command again."
        );
}
