using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Docs;

/// <summary>A copy of src/Flywheel with the kinds of docs/extending.md added, built and loaded.</summary>
public sealed class ExtendedSources : IDisposable
{
    private static readonly string[] Settings = ["Directory.Build.props", "Directory.Packages.props", ".editorconfig", "global.json"];
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("flywheel-extended");
    private readonly AssemblyLoadContext context = new("extended", isCollectible: true);

    public ExtendedSources()
    {
        foreach (var file in Settings.Concat(Sources()))
        {
            var copy = Path.Combine(root.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, file), copy);
        }

        foreach (var kind in ExtendingPage.Read())
        {
            File.WriteAllText(Path.Combine(root.FullName, kind.NewFile), kind.Code);
            AddLine(Path.Combine(root.FullName, kind.TableFile), kind);
        }

        Build();
        var built = Path.Combine(root.FullName, "src", "Flywheel", "bin", "Release", "net10.0", "Flywheel.dll");
        Assembly = context.LoadFromStream(new MemoryStream(File.ReadAllBytes(built)));
    }

    /// <summary>Flywheel.dll as built with the new kinds.</summary>
    public Assembly Assembly { get; }

    /// <summary>Files of the copy that are new or differ from the repository's, from its root.</summary>
    public IEnumerable<string> Changed =>
        Below(Path.Combine(root.FullName, "src"), root.FullName)
            .Where(file =>
                !File.Exists(Path.Combine(Repository.Root, file))
                || !File.ReadAllBytes(Path.Combine(Repository.Root, file))
                    .AsSpan()
                    .SequenceEqual(File.ReadAllBytes(Path.Combine(root.FullName, file)))
            );

    public void Dispose()
    {
        context.Unload();
        root.Delete(recursive: true);
    }

    private static IEnumerable<string> Sources() => Below(Path.Combine(Repository.Root, "src", "Flywheel"), Repository.Root);

    private static IEnumerable<string> Below(string folder, string from) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(from, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"));

    /// <summary>Puts the line first into the list or table that a property holds.</summary>
    private static void AddLine(string file, NewKind kind)
    {
        var text = File.ReadAllText(file);
        var property = text.IndexOf($" {kind.Table} {{ get; }} =", StringComparison.Ordinal);
        Assert.True(property >= 0, $"{kind.TableFile} has no property {kind.Table}.");
        var open = text.IndexOfAny(['[', '{'], text.IndexOf('=', property)) + 1;
        File.WriteAllText(file, text.Insert(open, $"\n            {kind.Line}\n"));
    }

    private void Build()
    {
        var start = new ProcessStartInfo(
            "dotnet",
            ["build", "src/Flywheel", "-c", "Release", "--nologo", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false"]
        )
        {
            WorkingDirectory = root.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the test's own host sets for itself would mislead the build.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var build = Process.Start(start)!;
        var errors = build.StandardError.ReadToEndAsync();
        var output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        Assert.True(build.ExitCode == 0 && !output.Contains("warning", StringComparison.Ordinal), output + errors.Result);
    }
}
