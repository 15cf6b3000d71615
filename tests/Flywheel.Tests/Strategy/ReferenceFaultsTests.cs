using Flywheel.Cli;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Tests.Strategy;

/// <summary>What can be wrong between keys and files, each with its text and place.</summary>
public sealed class ReferenceFaultsTests
{
    public static TheoryData<string, string, string, string, string> Mistakes { get; } =
        new()
        {
            {
                ReferenceFaults.WrongModel,
                "strategy.yaml",
                "model: shop",
                "model: shoe",
                "strategy/shop/strategy.yaml:1:8: error FW0401: The model is named 'shoe'. Its folder is strategy/shop. Write 'model: shop', or rename the folder."
            },
            {
                ReferenceFaults.MissingFile,
                "strategy.yaml",
                "  sign-off:",
                "  evaluation-sets: { vip: v1 }\n  sign-off:",
                "strategy/shop/strategy.yaml:46:27: error FW0402: The evaluation set vip v1 is not in evalsets/shop/vip/v1. A candidate cannot be measured on rows that are not there. Take the name out, type: flywheel evalset add shop vip --where \"…\" --why \"…\", and name it again."
            },
            {
                ReferenceFaults.WrongVersion,
                "strategy.yaml",
                "  sign-off:",
                "  evaluation-sets: { vip: newest }\n  sign-off:",
                "strategy/shop/strategy.yaml:46:27: error FW0460: 'newest' is no version of an evaluation set. Named is a version such as v1 or v1.2, the newest of a line such as v1.x, or a version at a revision such as v1@main. Write e.g. 'vip: v1'."
            },
            {
                ReferenceFaults.SaidTwice,
                "strategy.yaml",
                "eta: 0.3 }",
                "eta: 0.3, threshold: 0.3 }\ncosts: { false-positive: 1, false-negative: 3, threshold: 0.2 }",
                "strategy/shop/strategy.yaml:40:59: error FW0422: The score from which a row is acted on is said twice: under costs, and by the model's own threshold. They would differ from one candidate to the next. Take it out here, or under training.xgboost."
            },
            {
                ReferenceFaults.LacksCosts,
                "strategy.yaml",
                "eta: 0.3 }",
                "eta: 0.3, validation: 12h, threshold: least-cost }",
                "strategy/shop/strategy.yaml:39:73: error FW0420: The threshold is to be where errors cost least, and the strategy does not say what they cost. A false alarm and a missed case seldom cost the same. Write 'costs: { false-positive: 1, false-negative: 3 }', say."
            },
            {
                ReferenceFaults.NothingToCompare,
                "strategy.yaml",
                "    - at-least: { metric: auc, value: 0.55 }",
                "    - at-least: { metric: auc, value: 0.55 }\n    - no-surprise: {}",
                "strategy/shop/strategy.yaml:46:20: error FW0430: The first model is asked for no-surprise. That compares with the model in force, and before the first there is none: the gate would never open. Write it under offline-test.gates."
            },
            {
                ReferenceFaults.WrongBudget,
                "curation.yaml",
                "share: 1",
                "of-budget: 0.5",
                "strategy/shop/curation.yaml:3:26: error FW0421: The rule 'random' takes a share of a label budget, and there is none. A share needs a number that it is of. Write e.g. 'budget: 1000' above the rules."
            },
            {
                ReferenceFaults.CannotContinue,
                "strategy.yaml",
                "{ window: 2d }\n  hold-out: 1d\n  evaluation-share: 0.05\ntraining:\n  xgboost: { rounds: 8, depth: 3, eta: 0.3 }",
                "{ continue: { first: 2d } }\n  hold-out: 1d\n  evaluation-share: 0.05\ntraining:\n  forest: { trees: 8 }",
                "strategy/shop/strategy.yaml:35:11: error FW0440: The dataset's points continue, and the trainer 'forest' cannot go on from a model. It makes each model anew; what can add to one is xgboost, linear. Write 'points: { window: 28d }', or take one of these trainers."
            },
            {
                ReferenceFaults.NeverContinues,
                "strategy.yaml",
                "rounds: 8,",
                "rounds: 8, continue-rounds: 3,",
                "strategy/shop/strategy.yaml:39:42: error FW0441: Rounds of a continuation are given, and the dataset's points do not continue. Nothing would read them. Write 'points: { continue: { first: 28d } }' under dataset, or take 'continue-rounds' out."
            },
            {
                ReferenceFaults.NotWithContinue,
                "strategy.yaml",
                "{ window: 2d }\n  hold-out: 1d",
                "{ continue: { first: 2d } }\n  hold-out: 1d\n  refit: true",
                "strategy/shop/strategy.yaml:37:10: error FW0442: The dataset's points continue, and the tested recipe is to be trained once more. The next candidate goes on from the tested model, which the hold-out's points are new to; a refit would have seen them. Take 'refit' out, or write 'points: { window: 28d }'."
            },
            {
                ReferenceFaults.NotWithContinue,
                "strategy.yaml",
                "{ window: 2d }\n  hold-out: 1d",
                "{ continue: { first: 2d } }\n  hold-out: 1d\n  weights: inverse-probability",
                "strategy/shop/strategy.yaml:37:12: error FW0442: The dataset's points continue, and its rows are to be weighed by their chances. Trees that stand already were fitted to rows that are not there to be weighed. Take 'weights' out, or write 'points: { window: 28d }'."
            },
            {
                ReferenceFaults.UnknownName,
                "strategy.yaml",
                "distance: psi",
                "distance: spi",
                "strategy/shop/strategy.yaml:29:37: error FW0404: 'spi' is no distance of metrics.yaml. There are: jensen-shannon, psi. Did you mean 'psi'?"
            },
            {
                ReferenceFaults.ReservedName,
                "strategy.yaml",
                "    items: integer",
                "    items: integer\n    weight: double",
                "strategy/shop/strategy.yaml:11:5: error FW0405: A column of the events is named 'weight'. The log adds a column of that name to each event. Rename the column, or the key that names the added one."
            },
            {
                ReferenceFaults.WrongType,
                "strategy.yaml",
                "time: ordered_at",
                "time: amount",
                "strategy/shop/strategy.yaml:13:9: error FW0406: The column amount is of type double. The time of an event is a timestamp. Write 'amount: timestamp' under log.columns, or name another column."
            },
            {
                ReferenceFaults.NotRedactable,
                "strategy.yaml",
                "  quarantine:",
                "  redact: { ordered_at: { bucket: 1h }, order_id: drop, channel: drop, items: { hash: A_KEY }, amount: { bucket: 1h }, score: drop }\n  quarantine:",
                """
                    strategy/shop/strategy.yaml:16:13: error FW0411: The column 'ordered_at' is redacted by 'bucket'. Windows, arrivals and metrics are made of it. Take it out of log.redact.
                    strategy/shop/strategy.yaml:16:41: error FW0411: The column 'order_id' is redacted by 'drop'. An event is known by its id. Write 'hash' with the name of the variable that holds a key.
                    strategy/shop/strategy.yaml:16:57: error FW0411: The column 'channel' is redacted by 'drop'. A declared column is one that the log keeps. Take 'channel' out of log.columns.
                    strategy/shop/strategy.yaml:16:72: error FW0411: The column 'items' is redacted by 'hash'. A hash is a text. Write 'items: text' under log.columns.
                    strategy/shop/strategy.yaml:16:96: error FW0411: The column 'amount' is redacted by 'bucket'. The width of a number's bucket is a number. Write e.g. 10.
                    strategy/shop/strategy.yaml:16:120: error FW0411: The column 'score' is redacted by 'drop'. Windows, arrivals and metrics are made of it. Take it out of log.redact.
                    """
            },
            {
                ReferenceFaults.SameName,
                "projections.yaml",
                "each:",
                "items:",
                "strategy/shop/projections.yaml:2:3: error FW0407: The projection 'items' has the name of a feature or the score. Drift is told by name. Give the projection another name; features are watched anyway."
            },
            {
                ReferenceFaults.SameName,
                "cohorts.yaml",
                "night:",
                "all:",
                "strategy/shop/cohorts.yaml:5:3: error FW0407: A cohort is named 'all'. That is the name of all rows together. Give it another name."
            },
            {
                ReferenceFaults.LacksCosts,
                "strategy.yaml",
                "trigger: { every: 1d }",
                "trigger: { any: [ every: 7d, cost-aware: {} ] }",
                "strategy/shop/strategy.yaml:33:30: error FW0420: cost-aware reckons by what errors cost, and the strategy does not say. What is lost without a training is compared with what a training costs. Add e.g. 'costs: { false-positive: 1, false-negative: 3, training: 5, review: 50, roll-out: 20 }', or name a metric with its price: 'cost-aware: { metric: log-loss, price: 0.5, training: 75 }'."
            },
            {
                ReferenceFaults.LacksCosts,
                "strategy.yaml",
                "trigger: { every: 1d }",
                "costs: { false-positive: 1, false-negative: 3 }\ntrigger: cost-aware",
                "strategy/shop/strategy.yaml:34:10: error FW0420: cost-aware is not told what a training costs. Any loss at all would train. Write training, review or roll-out under costs, or write it here, e.g. 'training: 75'."
            },
            {
                ReferenceFaults.WrongOrder,
                "cohorts.yaml",
                "at: [ 40, 70 ]",
                "at: [ 70, 40 ]",
                "strategy/shop/cohorts.yaml:4:38: error FW0409: The edges do not ascend. A band lies between one edge and the next larger one. Write them as [ 40, 70 ]."
            },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_place_its_reason_and_its_cure(string code, string file, string old, string now, string text)
    {
        using var repository = new TemporaryRepository();
        repository.Edit(file, old, now);

        var faults = Faults(repository);

        Assert.Equal(text, faults.ToString());
        Assert.All(faults, fault => Assert.Equal(code, fault.Code));
    }

    [Fact]
    public void A_missing_file_is_told()
    {
        using var repository = new TemporaryRepository();
        File.Delete(repository.PathOf("strategy/shop/curation.yaml"));

        Assert.Equal(
            "strategy/shop/curation.yaml:1:1: error FW0402: The file is missing. A strategy cannot be without it. See docs/strategy.md for an example of each file.",
            Faults(repository).ToString()
        );
    }

    [Fact]
    public void A_file_that_nothing_would_read_is_told()
    {
        using var repository = new TemporaryRepository();
        repository.Write("strategy/shop/cohort.yaml", "cohorts: {}\n");

        Assert.Equal(
            "strategy/shop/cohort.yaml:1:1: error FW0403: 'cohort.yaml' is not a file of a strategy. A strategy has strategy.yaml, metrics.yaml, projections.yaml, cohorts.yaml, curation.yaml; nothing would read this one. Did you mean cohorts.yaml?",
            Faults(repository).ToString()
        );
    }

    [Fact]
    public void A_gate_by_a_metric_without_a_direction_is_told()
    {
        using var repository = new TemporaryRepository();
        repository.Edit("metrics.yaml", "auc, log-loss", "auc, calibration");
        repository.Edit("no-worse: { metric: auc,", "no-worse: { metric: calibration,");

        Assert.Equal(
            "strategy/shop/strategy.yaml:42:27: error FW0408: The gate judges by calibration. Neither more nor less of it is better, so it cannot decide between two models. Judge by auc.",
            Faults(repository).ToString()
        );
    }

    [Fact]
    public void Costs_of_a_regression_are_told()
    {
        using var repository = new TemporaryRepository(task: ModelTask.Regression);
        repository.Edit("task: regression\n", "task: regression\ncosts: { false-positive: 1, false-negative: 2 }\n");

        Assert.Equal(
            "strategy/shop/strategy.yaml:3:1: error FW0412: A model whose task is regression has costs. They are of errors at a threshold, of which only the probability of 1 has one. Take 'costs' out, and judge by mae, say.",
            Faults(repository).ToString()
        );
    }

    [Fact]
    public void A_declared_column_that_production_does_not_write_is_told_with_those_it_writes()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(1);
        repository.Edit("items: integer", "item: integer");
        repository.Edit("items: items", "items: item");
        repository.Edit("column: items", "column: item");
        repository.Edit("projections.yaml", "amount / items", "amount / item");

        Assert.Equal(
            "strategy/shop/strategy.yaml:10:5: error FW0410: The events in .flywheel/production/shop have no column 'item'. They have: amount, channel, items, order_id, ordered_at, received_at, score, scored_by. Did you mean 'items'?",
            Columns(repository)
        );
    }

    [Fact]
    public void A_column_of_another_type_than_declared_is_told()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(1);
        repository.Edit("amount: double", "amount: boolean");
        repository.Edit("amount IS NULL OR amount <= 0", "amount IS NULL");
        repository.Edit("    - range: { of: amount, from: 1, to: 200 }\n", "");
        repository.Edit("amount: amount\n", "amount: \"CASE WHEN amount THEN 1 ELSE 0 END\"\n");
        repository.Edit("projections.yaml", "amount / items", "items");
        repository.Edit("cohorts.yaml", "of: amount", "of: items");

        Assert.Equal(
            "strategy/shop/strategy.yaml:9:5: error FW0410: The column 'amount' is declared as boolean, and the events have DOUBLE. A value that cannot be read as declared goes to quarantine. Declare the type that production writes.",
            Columns(repository)
        );
    }

    [Fact]
    public void Every_code_has_a_test_here()
    {
        var tested = Mistakes
            .Select(mistake => (string)mistake[0]!)
            .Concat([
                ReferenceFaults.UnknownFile,
                ReferenceFaults.NotComparable,
                ReferenceFaults.WrongColumn,
                ReferenceFaults.WrongTask,
                ReferenceFaults.NeedsRows,
            ]);

        Assert.Equal(ReferenceFaults.All.Keys.Order(), tested.Distinct().Order());
    }

    private static Faults Faults(TemporaryRepository repository)
    {
        using var workshop = new Workshop(repository.Root, new NoProgress());
        var faults = new Faults();
        Assert.Null(new StrategyLoader(workshop.Files, workshop.Checker).Load(ShopStrategy.Model, faults));
        return faults;
    }

    private static string Columns(TemporaryRepository repository) =>
        repository.Work(place => string.Join('\n', ColumnCheck.Faults(place.Workplace, place.Strategy)));
}
