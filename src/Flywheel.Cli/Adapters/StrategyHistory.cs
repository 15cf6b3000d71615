using Flywheel.Expressions;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Cli.Adapters;

/// <summary>Strategies as git has them, each revision read once.</summary>
/// <param name="root">Of the repository.</param>
/// <param name="files">The working tree.</param>
/// <param name="checker">Asked for late: it loads a library.</param>
public sealed class StrategyHistory(string root, IFiles files, Func<ExpressionChecker> checker)
{
    private readonly Dictionary<(string Model, string Revision), ModelStrategy?> revisions = [];

    /// <summary>The strategy at hand, or the newest in git that meets a condition.</summary>
    public ModelStrategy? That(ModelStrategy atHand, Func<ModelStrategy, bool> wanted) =>
        wanted(atHand)
            ? atHand
            : GitFiles
                .RevisionsOf(root, $"strategy/{atHand.Model}")
                .Select(revision => StrategyOf(atHand.Model, revision))
                .OfType<ModelStrategy>()
                .FirstOrDefault(wanted);

    /// <summary>A revision's strategy, read once; null where it has faults today.</summary>
    private ModelStrategy? StrategyOf(string model, string revision)
    {
        if (!revisions.TryGetValue((model, revision), out var strategy))
        {
            var then = new StrategyThen(GitFiles.At(root, revision), files);
            revisions[(model, revision)] = strategy = new StrategyLoader(then, checker()).Load(model, new Faults());
        }

        return strategy;
    }

    /// <summary>A revision's strategy among today's other files: an evaluation set that it names may have come later.</summary>
    private sealed class StrategyThen(IFiles then, IFiles now) : IFiles
    {
        public string? Read(string path) => Of(path).Read(path);

        public IReadOnlyList<string> List(string folder) => Of(folder).List(folder);

        private IFiles Of(string path) => path.StartsWith("strategy", StringComparison.Ordinal) ? then : now;
    }
}
