using System.Globalization;
using Flywheel.Storage;
using Flywheel.Yaml;

namespace Flywheel.Training.Searching;

/// <summary>What a search can try: trainers, their parameters and the bounds of these.</summary>
public static class SearchSpace
{
    /// <summary>The parameters that are drawn; others keep their default.</summary>
    public static IReadOnlyList<Span> Of(SearchedTrainer trainer) =>
        trainer switch
        {
            SearchedTrainer.Forest =>
            [
                new("trees", 50, 200, SpanDraw.Doublings),
                new("depth", 6, 12, SpanDraw.Steps),
                new("row-share", 0.4, 0.8, SpanDraw.Even),
                new("feature-share", 0.3, 1, SpanDraw.Even),
                new("min-child-weight", 1, 30, SpanDraw.Doublings),
                new("lambda", 0.1, 10, SpanDraw.Doublings),
            ],
            SearchedTrainer.Linear =>
            [
                new("rounds", 50, 200, SpanDraw.Doublings),
                new("lambda", 0.00001, 0.1, SpanDraw.Doublings),
                new("alpha", 0.00001, 0.01, SpanDraw.Doublings),
            ],
            _ =>
            [
                new("rounds", 50, 300, SpanDraw.Doublings),
                new("depth", 3, 10, SpanDraw.Steps),
                new("eta", 0.03, 0.3, SpanDraw.Doublings),
                new("min-child-weight", 1, 30, SpanDraw.Doublings),
                new("row-share", 0.5, 1, SpanDraw.Even),
                new("feature-share", 0.5, 1, SpanDraw.Even),
                new("lambda", 0.1, 10, SpanDraw.Doublings),
            ],
        };

    /// <summary>What a trial tries, by its number: the same in every search of that seed and those trainers, however long it is.</summary>
    /// <param name="number">From 1, the defaults of xgboost.</param>
    /// <param name="among">Trainers to try: every other trial xgboost, where it is among them, and the others in turn, each with its defaults first.</param>
    public static Trial Drawn(int number, IReadOnlyList<SearchedTrainer> among, int seed)
    {
        if (number == 1)
        {
            return new() { Trainer = SearchedTrainer.Xgboost };
        }

        var others = among.Where(one => one != SearchedTrainer.Xgboost).Order().ToList();
        var (boosts, place) = (others.Count < among.Count, number - 2);
        if (others.Count == 0 || (boosts && place % 2 == 0))
        {
            return With(SearchedTrainer.Xgboost);
        }

        var turn = boosts ? place / 2 : place;
        var other = others[turn % others.Count];
        return turn < others.Count ? new() { Trainer = other } : With(other);

        Trial With(SearchedTrainer trainer) =>
            new()
            {
                Trainer = trainer,
                With = Of(trainer).ToDictionary(span => span.Key, span => span.At(Place(span.Key)), StringComparer.Ordinal),
            };

        // By name, so that a parameter more draws no other one anew.
        double Place(string key) =>
            long.Parse(Digest.Of($"{seed}/auto/{number}/{key}").AsSpan(0, 13), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            / (double)(1L << 52);
    }

    /// <summary>The trainer that the strategy would name to have what a trial tried.</summary>
    /// <exception cref="RefusedException">It has no such key.</exception>
    public static Trainer Made(Trial trial)
    {
        var word = KebabCase.Of(trial.Trainer.ToString());
        var shape = (RecordShape)Shape.Of(Trainer.Kinds[word]);
        var trainer = (Trainer)shape.New();
        foreach (var (key, value) in trial.With)
        {
            var info =
                shape.Find(key)?.Info ?? throw new RefusedException(ExitCode.Mistake, $"A search has tried '{key}', which {word} has not.");
            info.SetValue(trainer, Convert.ChangeType(value, info.PropertyType, CultureInfo.InvariantCulture));
        }

        return trainer;
    }
}
