using Flywheel.Monitoring.Advice;
using Flywheel.State;

namespace Flywheel.Cli.Commands;

/// <summary>Changes of the strategy that a command proposes: printed as a diff, and made where asked for.</summary>
internal static class ProposedChange
{
    /// <returns>Whether the strategy is one without mistakes with the change; else nothing is said.</returns>
    public static bool Tell(Workshop workshop, string model, StrategyChange change, bool write)
    {
        var path = $"strategy/{model}/{change.File}";
        var before = (workshop.Files.Read(path) ?? "").ReplaceLineEndings("\n");
        if (YamlEdit.Of(before, change.Block, change.Entry) is not { } edit || !Loads(workshop, model, path, edit.Text))
        {
            return false;
        }

        Console.Out.WriteLine(change.So);
        Console.Out.WriteLine(edit.Diff(path, before));
        if (write)
        {
            workshop.Files.Write(path, edit.Text);
            Console.Out.WriteLine($"Written: {path}\n");
        }

        return true;
    }

    /// <summary>Whether the strategy is one with the change: its name may be taken, or its block be written in braces.</summary>
    private static bool Loads(Workshop workshop, string model, string path, string text)
    {
        var files = new FilesInMemory(workshop.Files);
        foreach (var file in workshop.Files.List($"strategy/{model}"))
        {
            files.Write(file, file == path ? text : workshop.Files.Read(file)!);
        }

        try
        {
            workshop.Strategy(model, files);
            return true;
        }
        catch (RefusedException)
        {
            return false;
        }
    }
}
