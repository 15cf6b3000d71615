using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.Site;
using Flywheel.State;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel site</c>: every model, turn and report as pages that need no server.</summary>
public static class SiteCommand
{
    private const string Default = "artifacts/site";

    public static Command Create()
    {
        var to = new Option<string?>("--to")
        {
            Description = $"Folder of the site, {Default} without it; what another one left there is replaced.",
            HelpName = "FOLDER",
        };
        var command = new Command(
            "site",
            "Every model, every turn and every report that was ever merged as pages of HTML, to be opened without a server; what is proposed is marked."
        )
        {
            to,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                var root = Here.Root;
                var source = new ReportHistory(root).Read(new WorkingTree(root));
                var site = BuildSite.Of(source);
                var named = parsed.GetValue(to);
                new SiteFolder(named is null ? Path.Combine(root, Default) : Path.GetFullPath(named)).Write(site);
                foreach (var sentence in source.Missing)
                {
                    Console.Error.WriteLine(sentence);
                }

                var pages = site.Keys.Count(address => address.EndsWith(".html", StringComparison.Ordinal));
                Console.Out.WriteLine($"{pages} pages. Open {named ?? Default}/index.html in a browser.");
                return (int)ExitCode.Done;
            }
        );
        return command;
    }
}
