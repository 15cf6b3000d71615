using Flywheel.Metrics;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.OfflineTesting.Expectations;

/// <summary>Asks the strategy's expectations of the candidate and of the model in force, on the same held-out rows.</summary>
public static class MeasureExpectations
{
    /// <param name="heldOut">SQL condition over <c>log</c> of the rows that no model compared was trained on, labelled or not.</param>
    public static IReadOnlyList<ExpectationResult> Of(Turn turn, string heldOut, Scorer candidate, Scorer? current)
    {
        var results = new List<ExpectationResult>();
        foreach (var (name, expectation) in turn.Strategy.Main.OfflineTest.Expectations)
        {
            turn.Workplace.Progress.Step(0.7, $"expectation {name}");
            results.Add(Ask(turn, name, expectation, AskedRows.Read(turn, name, expectation, heldOut), candidate, current));
        }

        return results;
    }

    private static ExpectationResult Ask(Turn turn, string name, Expectation expectation, AskedRows rows, Scorer candidate, Scorer? current)
    {
        var changes = expectation.Changes.Count > 0;
        int[] asked = [.. Enumerable.Range(0, rows.Count).Where(i => !changes || (rows.Changed[i] && !rows.WithoutValue[i]))];
        var error = turn.Strategy.Main.OfflineTest.Error;
        var sample = rows.Sample.At(asked);
        var answers = Answers.Of(turn, expectation, candidate);
        var broken = Broken(turn, expectation, candidate, rows, answers, asked);
        int[] worst =
        [
            .. Enumerable
                .Range(0, asked.Length)
                .Where(i => broken[i] > 0)
                .OrderByDescending(i => broken[i])
                .ThenBy(i => asked[i])
                .Take(expectation.Examples)
                .Select(i => asked[i]),
        ];
        return new(name, expectation.Name, expectation.Said(turn.Strategy.Main.Task), expectation.AtLeast)
        {
            Rows = rows.Count,
            Unchanged = changes ? rows.Changed.Count(changed => !changed) : 0,
            WithoutValue = rows.WithoutValue.Count(without => without),
            Unseen = changes ? asked.Count(answers.IsUnseen) : 0,
            Broken = broken.Count(by => by > 0),
            Candidate = ClusteredShare.Of(sample, Array.ConvertAll(broken, by => by == 0), error),
            Current = current is null
                ? null
                : ClusteredShare.Of(
                    sample,
                    Array.ConvertAll(
                        Broken(turn, expectation, current, rows, Answers.Of(turn, expectation, current), asked),
                        by => by == 0
                    ),
                    error
                ),
            Examples =
            [
                .. AskedRows
                    .Told(turn, expectation, worst)
                    .Zip(
                        worst,
                        (told, i) =>
                            new BrokenRow(
                                told.Id,
                                told.Changed,
                                expectation.NeedsLabel ? rows.Sample.Label[i] : null,
                                answers.Before[i],
                                changes ? answers.After[i] : null
                            )
                    ),
            ],
        };
    }

    private static double[] Broken(Turn turn, Expectation expectation, Scorer model, AskedRows rows, Answers answers, int[] asked)
    {
        var threshold = expectation.NeedsLabel ? OperatingThreshold.Of(turn, model) : null;
        var isClass = turn.Strategy.Main.Task == ModelTask.Multiclass;
        return Array.ConvertAll(
            asked,
            i => expectation.Broken(new(answers.Before[i], answers.After[i], rows.Sample.Label[i], threshold, isClass))
        );
    }

    /// <summary>What a model says of the rows, and whether it saw a change.</summary>
    private sealed record Answers(double[] Before, double[] After, Func<int, bool> IsUnseen)
    {
        public static Answers Of(Turn turn, Expectation expectation, Scorer model)
        {
            var before = model.Matrix(turn.Database, AskedRows.Before, turn.Log.Id);
            var scores = model.Score(before);
            if (expectation.Changes.Count == 0)
            {
                return new(scores, scores, _ => false);
            }

            var after = model.Matrix(turn.Database, AskedRows.After(turn, expectation), turn.Log.Id);
            var width = scores.Length == 0 ? 0 : before.Length / scores.Length;
            return new(scores, model.Score(after), i => before.AsSpan(i * width, width).SequenceEqual(after.AsSpan(i * width, width)));
        }
    }
}
