namespace Flywheel.Bench.Simulation;

/// <summary>How days, rows, labels and two models' scores come about: a random-effects model whose truth is known.</summary>
/// <remarks>
/// A day has a normal effect b on its labels, two slopes d₁, d₂ that say how much its labels follow each of two signals, and an
/// effect of its own on each model's scores. A row has two standard normal signals x; its label is 1 when
/// α + b + β (d₁x₁ + d₂x₂) / √2 exceeds a standard normal number. A model's log odds are
/// a + κ b + ω c + γ (v₁x₁ + v₂x₂ + √(1 - v₁² - v₂²) ε), with c of the day and ε of the row, each half shared by both models.
/// The defaults are near the flights of 2001: a fifth is late, the daily log odds of being late have a deviation of 0.42
/// within a week (0.25 in probits), scores' log odds one of 0.64, daily AUC is 0.66 with a deviation of 0.03.
/// </remarks>
public sealed record World
{
    /// <summary>Where half of the labels are 1, nearly, so that a threshold of one half parts the rows.</summary>
    public static World Balanced { get; } =
        new()
        {
            Intercept = -0.15,
            Current = new(0.70, 0.50) { Intercept = -0.25 },
            Candidate = new(0.62, 0.62) { Intercept = -0.25 },
        };

    public double Intercept { get; init; } = -0.85;

    public double DayEffect { get; init; } = 0.25;

    public double Slope { get; init; } = 0.42;

    /// <summary>Deviation of a day's slopes around 1.</summary>
    public double SlopeEffect { get; init; } = 0.23;

    public Model Current { get; init; } = new(0.70, 0.50);

    public Model Candidate { get; init; } = new(0.62, 0.62);

    /// <summary>Draws a day's effects.</summary>
    public Day NextDay(Generator generator)
    {
        var shared = generator.Normal();
        return new(
            DayEffect * generator.Normal(),
            1 + (SlopeEffect * generator.Normal()),
            1 + (SlopeEffect * generator.Normal()),
            Halved(shared, generator),
            Halved(shared, generator)
        );
    }

    /// <summary>Draws a row of a day.</summary>
    public Row NextRow(Day day, Generator generator)
    {
        var (one, two) = (generator.Normal(), generator.Normal());
        var shared = generator.Normal();
        var latent = Intercept + day.Effect + (Slope * ((day.First * one) + (day.Second * two)) / Math.Sqrt(2));
        return new(
            generator.Normal() < latent ? 1 : 0,
            Current.Score(day.Effect, day.OnCurrent, one, two, Halved(shared, generator)),
            Candidate.Score(day.Effect, day.OnCandidate, one, two, Halved(shared, generator))
        );
    }

    private static double Halved(double shared, Generator generator) => Math.Sqrt(0.5) * (shared + generator.Normal());
}

/// <summary>What the rows of one day share.</summary>
public readonly record struct Day(double Effect, double First, double Second, double OnCurrent, double OnCandidate);

/// <summary>One labelled row with both scores.</summary>
public readonly record struct Row(double Label, double Current, double Candidate);

/// <summary>How a model turns signals into log odds.</summary>
/// <param name="First">Share of the first signal, with <paramref name="Second"/> on or within the unit circle.</param>
public sealed record Model(double First, double Second)
{
    public double Intercept { get; init; } = -1.45;

    /// <summary>How much of the day's effect on labels the scores follow.</summary>
    public double FollowsDay { get; init; } = 0.5;

    /// <summary>Deviation of the day's effect of its own on the scores.</summary>
    public double DayEffect { get; init; } = 0.1;

    public double Spread { get; init; } = 0.64;

    private double Noise => Math.Sqrt(1 - (First * First) - (Second * Second));

    public double Score(double dayEffect, double own, double one, double two, double noise) =>
        Probability(
            Intercept + (FollowsDay * dayEffect) + (DayEffect * own) + (Spread * ((First * one) + (Second * two) + (Noise * noise)))
        );

    /// <summary>Log odds as a probability.</summary>
    public static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
