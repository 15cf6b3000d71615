using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using Flywheel;
using Flywheel.Cli.Commands;
using Flywheel.DuckDb;
using Flywheel.Storage;
using Spectre.Console;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (Console.IsOutputRedirected)
{
    AnsiConsole.Console = AnsiConsole.Create(
        new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        }
    );

    // A pipe has no width; lines are for programs, so they are not broken.
    AnsiConsole.Profile.Width = 1000;
}

var result = Root.Command().Parse(args);
if (result.Action is ParseErrorAction wrong)
{
    wrong.ShowHelp = false;
    await result.InvokeAsync();
    return (int)ExitCode.Mistake;
}

Here.Store = result.GetValue(Options.Store) ?? Here.Store;
try
{
    // Help names the program by its file; people type the script.
    var output = new StringWriter();
    var code = await result.InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = result.Action is HelpAction ? output : Console.Out }
    );
    await Console.Out.WriteAsync(output.ToString().Replace("Flywheel.Cli", "flywheel"));
    return code;
}
catch (RefusedException refused)
{
    return Stop(refused.Code, refused.Message);
}
catch (DamagedObjectException damaged)
{
    return Stop(ExitCode.Lacking, $"{damaged.Message}. Type: rm {damaged.Path} — what can be made again is made again by the next turn.");
}
catch (DllNotFoundException missing)
{
    return Stop(ExitCode.Lacking, missing.Message);
}
catch (IOException disk)
{
    return Stop(ExitCode.Lacking, $"{disk.Message} Nothing that was written before is lost; mend it and type the same command again.");
}
catch (UnauthorizedAccessException disk)
{
    return Stop(ExitCode.Lacking, $"{disk.Message} Nothing that was written before is lost; mend it and type the same command again.");
}
catch (DuckDbException disk) when (disk.ErrorType is DuckDbErrorType.IO or DuckDbErrorType.OutOfMemory or DuckDbErrorType.Permission)
{
    return Stop(
        ExitCode.Lacking,
        $"{disk.Message.Split('\n')[0]} Nothing that was written before is lost; mend it (room on the disk, or FLYWHEEL_MEMORY) and type the same command again."
    );
}
catch (DuckDbException late) when (late.IsTimeout)
{
    return Stop(
        ExitCode.Mistake,
        $"{late.Message} An expression of the strategy is too much work: write a simpler one, or a smaller window."
    );
}
catch (OperationCanceledException)
{
    return Stop(ExitCode.Defect, "Stopped. The next turn begins where this one left off.");
}
catch (Exception defect)
{
    return Stop(ExitCode.Defect, $"a defect of Flywheel, please report it: {defect}");
}

static int Stop(ExitCode code, string message)
{
    Console.Error.WriteLine(message.StartsWith("strategy/", StringComparison.Ordinal) ? message : $"flywheel: {message}");
    return (int)code;
}
