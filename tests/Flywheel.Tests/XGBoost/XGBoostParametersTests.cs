using Flywheel.XGBoost;

namespace Flywheel.Tests.XGBoost;

public class XGBoostParametersTests
{
    [Theory]
    [InlineData("max_dpeth", "max_depth")]
    [InlineData("learning_rate", "eta")]
    [InlineData("max-depth", "max_depth")]
    [InlineData("reg_lambda", "lambda")]
    [InlineData("subsampel", "subsample")]
    public void An_unknown_name_is_told_with_the_nearest_known_one(string name, string nearest)
    {
        var problem = Assert.Single(XGBoostParameters.Problems(name, "1"));

        Assert.Equal($"'{name}' is no parameter of XGBoost. Did you mean '{nearest}'?", problem);
    }

    [Theory]
    [InlineData("eta", "0", "a number in (0, 1]")]
    [InlineData("eta", "fast", "a number in (0, 1]")]
    [InlineData("gamma", "-1", "a number in [0, ∞)")]
    [InlineData("lambda", "NaN", "a number in [0, ∞)")]
    [InlineData("max_depth", "6.5", "a whole number from 0")]
    [InlineData("tree_method", "gpu_hist", "one of hist, approx, exact")]
    [InlineData("updater", "shotgun", "coord_descent")]
    [InlineData("monotone_constraints", "1,0", "a list like (1,0,-1)")]
    [InlineData("one_drop", "yes", "true or false")]
    public void A_bad_value_is_told_with_what_the_parameter_takes(string name, string value, string range)
    {
        var problem = Assert.Single(XGBoostParameters.Problems(name, value));

        Assert.StartsWith($"{name} is '{value}', but takes {range}. ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var refusal = Assert.Throws<ArgumentException>(() => XGBoostParameters.Of(("etta", 0.1), ("max_depth", -1)));

        Assert.Contains("Did you mean 'eta'?", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("max_depth is '-1', but takes a whole number from 0.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multi:softprob needs num_class", "objective", "multi:softprob")]
    [InlineData("num_class is given", "num_class", "3")]
    [InlineData("max_depth has no effect with booster=gblinear", "booster", "gblinear", "max_depth", "3")]
    [InlineData("rate_drop has no effect with booster=gbtree: it belongs to dart", "rate_drop", "0.1")]
    [InlineData("base_score is '2'", "objective", "binary:logistic", "base_score", "2")]
    public void Parameters_that_contradict_each_other_are_told(string beginning, params string[] pairs)
    {
        var values = pairs.Chunk(2).ToDictionary(p => p[0], p => p[1]);

        var problem = Assert.Single(XGBoostParameters.Problems(values));

        Assert.StartsWith(beginning, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_are_no_parameter_of_a_model() =>
        Assert.Contains("Set Threads instead", Assert.Single(XGBoostParameters.Problems("nthread", "2")), StringComparison.Ordinal);

    [Fact]
    public void Every_known_parameter_is_documented_and_its_default_is_accepted()
    {
        string[] words = ["none", "the objective's own"];

        Assert.All(
            KnownParameters.All,
            p =>
            {
                Assert.EndsWith(".", p.Summary, StringComparison.Ordinal);
                Assert.True(words.Contains(p.Default) || p.Kind.Accepts(p.Default.Split(' ')[0]), $"{p.Name}: {p.Default}");
            }
        );
    }

    [Fact]
    public void XGBoost_takes_every_objective_and_metric_of_the_table()
    {
        var rows = Rows.Classes(60);
        using var train = new DMatrix(rows.Values, rows.Features, [.. rows.Labels.Select(y => y > 0 ? 1f : 0.5f)]);
        using var classes = rows.Matrix();
        using var zeroOne = new DMatrix(rows.Values, rows.Features, [.. rows.Labels.Select(y => y > 0 ? 1f : 0f)]);
        var objectives = ((ParameterKind.Word)KnownParameters.Find("objective")!.Kind).Words;

        Assert.All(
            objectives,
            objective =>
            {
                (string, object)[] more = objective.StartsWith("multi:", StringComparison.Ordinal) ? [("num_class", 3)] : [];
                var matrix = objective[..5] switch
                {
                    "multi" => classes,
                    "binar" => zeroOne,
                    _ => train,
                };
                using var booster = Booster.Train(XGBoostParameters.Of([("objective", objective), .. more]), 2, matrix);
                Assert.Equal(2, booster.BoostedRounds);
            }
        );
    }

    [Fact]
    public void XGBoost_takes_every_parameter_of_the_table_with_its_default()
    {
        using var train = Rows.Binary(60).Matrix();
        string[] without = ["none", "the objective's own"];

        Assert.All(
            KnownParameters.All.Where(p => !without.Contains(p.Default)),
            p =>
            {
                var booster = p.Boosters.Length == 0 ? "gbtree" : p.Boosters.Split(' ')[0];
                var values = new Dictionary<string, string> { ["booster"] = booster, [p.Name] = p.Default.Split(' ')[0] };
                using var trained = Booster.Train(new XGBoostParameters(values), 1, train);
                Assert.Equal(1, trained.BoostedRounds);
            }
        );
    }
}
