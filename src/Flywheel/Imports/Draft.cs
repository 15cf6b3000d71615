using Flywheel.Expressions;
using Flywheel.Logging.Targets;
using Flywheel.Metrics;
using Flywheel.Strategy;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Imports;

/// <summary>A strategy proposed for a foreign prediction log, and SQL of the landing files that it reads.</summary>
/// <param name="model">Name of the model.</param>
/// <param name="span">From the first event to the last one.</param>
/// <param name="classes">Texts that the label and the prediction hold, where they are classes.</param>
public sealed class Draft(string model, Roles roles, TimeSpan span, IReadOnlyList<string> classes)
{
    private const string RowNumber = "row_id";

    private Target Target => Target.Of(roles.Task, classes);

    private string Id => roles.Id?.Name ?? RowNumber;

    /// <summary>Folder of the landing files.</summary>
    public string Source => $".flywheel/production/{model}";

    private string Label => roles.Label?.Name ?? Free("label");

    private string Prediction => roles.Prediction?.Name ?? Free("score");

    /// <summary>A name that no column has.</summary>
    private string Free(string name) => Columns.Any(column => column.Name == name) ? $"own_{name}" : name;

    private IEnumerable<ColumnFacts> Columns =>
        [.. roles.Id is { } id ? [id] : Array.Empty<ColumnFacts>(), roles.Time, .. roles.Numbers, .. roles.Categories];

    private TimeSpan Cycle =>
        span >= TimeSpan.FromDays(56) ? TimeSpan.FromDays(7)
        : span >= TimeSpan.FromDays(8) ? TimeSpan.FromDays(1)
        : TimeSpan.FromHours(1);

    /// <summary>SQL of the events.</summary>
    /// <param name="relation">A table with the rows in the order of the file.</param>
    public string Events(string relation)
    {
        IEnumerable<string> columns =
        [
            .. roles.Id is null ? [RowId] : Array.Empty<string>(),
            .. Columns.Select(Cast),
            .. roles.Prediction is { } prediction
                ? [$"CAST({Sql.Name(prediction.Given)} AS {Target.Score.NameIn(SqlDialect.DuckDb)}) AS {Sql.Name(Prediction)}"]
                : Array.Empty<string>(),
        ];
        return $"SELECT {string.Join(", ", columns)} FROM {relation}";
    }

    /// <summary>SQL of the labels that are known; null where there is none.</summary>
    public string? Labels(string relation) =>
        roles.Label is not { } label
            ? null
            : $"SELECT * FROM (SELECT {(roles.Id is { } id ? Cast(id) : RowId)}, CAST({Sql.Name(label.Given)} AS {Target.Label.NameIn(SqlDialect.DuckDb)}) AS {Sql.Name(Label)} FROM {relation}) WHERE {Sql.Name(Label)} IS NOT NULL";

    /// <summary>Texts of the five files by name.</summary>
    public IReadOnlyDictionary<string, string> Files()
    {
        var cycle = Duration.Text(Cycle);
        var time = roles.Time.Name;
        var unit = Cycle < TimeSpan.FromDays(1) ? "hour" : "day";
        var features = roles
            .Numbers.Select(column =>
                $"  {column.Name}: {(column.Type == SqlType.Boolean ? $"CAST({column.Name} AS BIGINT)" : column.Name)}"
            )
            .Concat(roles.Categories.Select(column => $"  {column.Name}: {{ categorical: {column.Name} }}"))
            .ToList();
        if (roles.Time.Type == SqlType.Timestamp || features.Count == 0)
        {
            features.Add($"  hour_of_{time}: hour({time})");
        }

        var columns = Columns.Select(column => $"    {column.Name}: {TypeOf(column)}").ToList();
        if (roles.Id is null)
        {
            columns.Insert(0, $"    {RowNumber}: integer");
        }

        var alerts = new List<string> { "    - rows: { at-least: 1 }" };
        if (roles.Prediction is not null)
        {
            alerts.Add($"    - drift: {{ of: {Prediction}, distance: psi, above: 0.2 }}");
        }

        var (metrics, judged, chance) = roles.Task switch
        {
            ModelTask.Multiclass => ("accuracy, macro-precision, macro-recall, macro-f1", "accuracy", "0"),
            ModelTask.Regression => ("mae, rmse, r2, calibration", "r2", "0"),
            _ => ("auc, log-loss, calibration", "auc", "0.5"),
        };
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [StrategyLoader.MainFile] = $$"""
                # yaml-language-server: $schema=../schema/strategy.schema.json
                # Proposed from the columns of a log: read it, and make it yours.
                model: {{model}}
                task: {{KebabCase.Of(roles.Task.ToString())}}
                seed: 1
                cycle: {{cycle}}
                # Recorded history: a cycle is over when the log reaches beyond it. Take this line out once production writes.
                clock: log

                log:
                  source: {{Source}}
                  columns:
                {{string.Join('\n', columns)}}
                  id: {{Id}}
                  time: {{time}}
                  # Rows that share a cause are one cluster: is it really the {{unit}}?
                  cluster: date_trunc('{{unit}}', {{time}})
                  # How long after its event is a label known? The file did not say.
                  label: { column: {{Label}}, {{Classes}}arrives-after: {{(Cycle > TimeSpan.FromDays(1) ? "1d" : "1h")}} }
                  prediction: {{Prediction}}

                features:
                {{string.Join('\n', features)}}

                monitoring:
                  # The model is foreign, so its hold-out is not known here.
                  reference: { sliding-window: {{Duration.Text(4 * Cycle)}} }
                  window: {{cycle}}
                  alert:
                {{string.Join('\n', alerts)}}
                  observe:
                    - usual-rows
                    - schema

                trigger: manual

                dataset:
                  # Nothing is trained before there is that much history. To train a model of your own, ask for less.
                  points: { all: { at-least: 520w } }
                  hold-out: {{Duration.Text(2 * Cycle)}}

                training:
                  xgboost: { rounds: 100 }

                offline-test:
                  gates:
                    - no-worse: { metric: {{judged}}, by: 0.01 }
                  first-model:
                    - at-least: { metric: {{judged}}, value: {{chance}} }

                """,
            [StrategyLoader.MetricsName] = $"""
                # yaml-language-server: $schema=../schema/metrics.schema.json
                metrics: [ {metrics} ]
                distances: [ jensen-shannon, psi ]

                """,
            [StrategyLoader.ProjectionsName] = """
                # yaml-language-server: $schema=../schema/projections.schema.json
                projections: {}

                """,
            [StrategyLoader.CohortsName] = """
                # yaml-language-server: $schema=../schema/cohorts.schema.json
                minimum-rows: 500
                cohorts: {}

                """,
            [StrategyLoader.CurationName] = """
                # yaml-language-server: $schema=../schema/curation.schema.json
                labels: from-log
                rules:
                  - random: { share: 1 }

                """,
        };
    }

    private string Classes =>
        classes.Count == 0 ? "" : $"classes: [ {string.Join(", ", classes.Select(name => YamlText.Of(name, inFlow: true)))} ], ";

    private static string RowId => $"rowid + 1 AS {Sql.Name(RowNumber)}";

    private SqlType TypeIn(ColumnFacts column) => column == roles.Time ? SqlType.Timestamp : column.Type!.Value;

    private string TypeOf(ColumnFacts column) => KebabCase.Of(TypeIn(column).ToString());

    private string Cast(ColumnFacts column) =>
        $"CAST({Sql.Name(column.Given)} AS {TypeIn(column).NameIn(SqlDialect.DuckDb)}) AS {Sql.Name(column.Name)}";
}
