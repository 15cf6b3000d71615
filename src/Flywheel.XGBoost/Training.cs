namespace Flywheel.XGBoost;

/// <summary>The rounds of one training.</summary>
internal sealed class Training
{
    private readonly XGBoostParameters _parameters;
    private readonly DMatrix _train;
    private readonly Validation? _validation;
    private readonly RoundWeights? _weigh;

    internal Training(XGBoostParameters parameters, DMatrix train, Validation? validation, RoundWeights? weigh = null)
    {
        _weigh = weigh;
        _parameters = parameters;
        _train = train;
        _validation = validation;
        CheckRows(train, "training");
        if (validation is not null)
        {
            CheckRows(validation.Matrix, "validation");
            if (!validation.Matrix.Features.SequenceEqual(train.Features))
            {
                throw new ArgumentException(
                    $"The rows of '{validation.Name}' have other columns than the training rows.",
                    nameof(validation)
                );
            }

            if (validation.EarlyStoppingRounds < 1)
            {
                throw new ArgumentException("Early stopping waits at least 1 round; null waits for ever.", nameof(validation));
            }
        }
    }

    /// <summary>Trains.</summary>
    /// <param name="start">Model to go on from, or null.</param>
    /// <param name="rounds">Rounds to add, at least 1.</param>
    /// <param name="progress">Called after each round.</param>
    /// <param name="cancellation">Heeded between rounds.</param>
    internal Booster Run(Booster? start, int rounds, Action<Round>? progress, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        // Held to the end: a matrix that is disposed meanwhile is freed after the last round.
        using var train = new Loan(_train.Handle);
        using var watched = new Loan((_validation?.Matrix ?? _train).Handle);
        using var booster = start is null ? BoosterHandle.Create([train.Pointer, watched.Pointer]) : ModelBytes.Load(start.Save());
        Configure(booster);
        var bytes = Boost(booster, start?.BoostedRounds ?? 0, rounds, progress, cancellation);

        // Read back: the finished model then holds no histograms and no predictions of its training.
        return Booster.Load(bytes, _parameters.Threads);
    }

    private void Configure(BoosterHandle booster)
    {
        booster.SetThreads(_parameters.Threads);
        foreach (var (name, value) in _parameters.Settings())
        {
            booster.Set(name, value);
        }

        ModelFeatures.Write(booster, _train.Features);
    }

    private byte[] Boost(BoosterHandle booster, int first, int rounds, Action<Round>? progress, CancellationToken cancellation)
    {
        EarlyStopping? best = null;
        byte[]? snapshot = null;
        var number = first;
        while (number < first + rounds && best is not { Stop: true })
        {
            cancellation.ThrowIfCancellationRequested();
            if (_weigh is not null && number > first)
            {
                // The bins of the columns were made in the first round, of all rows: weights that come later do not move them.
                var margins = Prediction.FromMatrix(booster, _train.Handle, Prediction.Kind.Margin);
                _train.Weigh(_weigh(number - first + 1, margins));
            }

            NativeMethods.Check(NativeMethods.XGBoosterUpdateOneIter(booster, number++, _train.Handle), "train");

            Score[] scores = _validation is null ? [] : Evaluation.Of(booster, number, _validation);
            best ??= scores is [.., var (metric, _)] ? new(_validation!.EarlyStoppingRounds, _validation.Maximises(metric)) : null;
            var better = best is not null && best.Take(scores[^1].Value);
            if (better && Rewrites && _validation!.EarlyStoppingRounds is not null)
            {
                snapshot = ModelBytes.Save(booster);
            }

            progress?.Invoke(new Round(number, first + rounds, scores, better));
        }

        return _validation?.EarlyStoppingRounds is null || best is null || first + best.BestRound == number
            ? ModelBytes.Save(booster)
            : snapshot ?? ModelBytes.SaveRounds(booster, first + best.BestRound);
    }

    // Later rounds rescale dropped trees and change coefficients: such a model cannot be cut back.
    private bool Rewrites => _parameters.Booster is "dart" or "gblinear";

    private static void CheckRows(DMatrix matrix, string what)
    {
        if (matrix.Rows == 0 || !matrix.HasLabels)
        {
            throw new ArgumentException(
                matrix.Rows == 0 ? $"There are no {what} rows." : $"The {what} rows have no labels.",
                nameof(matrix)
            );
        }
    }
}
