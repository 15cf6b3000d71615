using Flywheel.Cli;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Bench.Labels;

/// <summary>The least strategy that a pool needs: rules that pick, a trainer, and what labels are.</summary>
public static class PoolStrategy
{
    private const string Model = "pool";

    /// <param name="root">The repository's root.</param>
    /// <param name="columns">Columns that rules may name, beside <c>id</c> and <c>seen_at</c>: lines of YAML.</param>
    /// <param name="classes">Names of the classes; none for yes or no.</param>
    /// <param name="trainer">The item of <c>training</c>.</param>
    /// <param name="rule">The item of <c>rules</c>.</param>
    public static ModelStrategy Of(string root, IEnumerable<string> columns, IReadOnlyList<string> classes, string trainer, string rule)
    {
        using var quiet = new NoProgress();
        using var workshop = new Workshop(root, quiet);
        var files = new FilesInMemory(workshop.Files);
        var (task, metric) = classes.Count > 0 ? ("multiclass", "accuracy") : ("binary", "auc");
        var named = classes.Count > 0 ? $", classes: [ {string.Join(", ", classes)} ]" : "";
        Write(
            StrategyLoader.MainFile,
            $$"""
            model: {{Model}}
            task: {{task}}
            cycle: 7d
            log:
              source: .flywheel/production/{{Model}}
              columns:
                id: integer
                seen_at: timestamp
            {{string.Concat(columns.Select(column => $"    {column}\n"))}}  id: id
              time: seen_at
              cluster: date_trunc('day', seen_at)
              label: { column: label, arrives-after: 1d{{named}} }
            features: { id: id }
            monitoring:
              window: 7d
              alert:
                - rows: { at-least: 1 }
            trigger: { every: 7d }
            dataset: { points: { window: 28d }, hold-out: 7d, evaluation-share: 0 }
            training:
              {{trainer}}
            offline-test:
              gates:
                - no-worse: { metric: {{metric}}, by: 0.02 }
              first-model:
                - at-least: { metric: {{metric}}, value: 0.5 }
            clock: log

            """
        );
        Write(StrategyLoader.MetricsName, $"metrics: [ {metric} ]\ndistances: [ psi ]\n");
        Write(StrategyLoader.ProjectionsName, "projections: {}\n");
        Write(StrategyLoader.CohortsName, "minimum-rows: 100\ncohorts:\n  hour: { bands: { of: hour(seen_at), at: [ 6, 10, 14, 18 ] } }\n");
        Write(StrategyLoader.CurationName, $"labels: {{ from-log: {{ price: 1 }} }}\nbudget: 1\nrules:\n  - {rule}\n");
        return workshop.Strategy(Model, files);

        void Write(string file, string text) => files.Write($"strategy/{Model}/{file}", text);
    }
}
