namespace Flywheel.Cli.Commands;

/// <summary>What to type so that git commits some paths and nothing else that lies in the working tree or in the index.</summary>
internal static class Commit
{
    public static string Of(string message, params IReadOnlyList<string> paths)
    {
        var named = string.Join(' ', paths);
        return $"git add {named} && git commit -m \"{message}\" -- {named}";
    }
}
