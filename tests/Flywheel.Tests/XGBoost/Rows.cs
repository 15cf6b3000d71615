using Flywheel.XGBoost;

namespace Flywheel.Tests.XGBoost;

/// <summary>Small made-up data with a known rule, the same in every run.</summary>
internal sealed record Rows(float[] Values, Feature[] Features, float[] Labels)
{
    internal int Count => Labels.Length;

    internal DMatrix Matrix(float[]? weights = null, int threads = 1) => new(Values, Features, Labels, weights, threads: threads);

    /// <summary>y = 3a - 2b + noise up to 0.1; c has no part in it.</summary>
    internal static Rows Linear(int count, int seed = 1)
    {
        var random = new Random(seed);
        var values = new float[count * 3];
        var labels = new float[count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                values[(i * 3) + j] = random.NextSingle();
            }

            labels[i] = (3 * values[i * 3]) - (2 * values[(i * 3) + 1]) + (0.1f * random.NextSingle());
        }

        return new Rows(values, [new("a"), new("b"), new("c")], labels);
    }

    /// <summary>y is 1 with probability .9 for x above one half, else .1; every tenth x is missing.</summary>
    internal static Rows Binary(int count, int seed = 2)
    {
        var random = new Random(seed);
        var values = new float[count * 2];
        var labels = new float[count];
        for (var i = 0; i < count; i++)
        {
            var x = random.NextSingle();
            labels[i] = random.NextSingle() < (x > 0.5f ? 0.9f : 0.1f) ? 1 : 0;
            values[i * 2] = i % 10 == 0 ? float.NaN : x;
            values[(i * 2) + 1] = random.NextSingle();
        }

        return new Rows(values, [new("x"), new("noise")], labels);
    }

    /// <summary>60 categories in an order that tells nothing; y is 1 for half of them, picked at random.</summary>
    internal static Rows Categories(int count, FeatureType type, int seed = 3)
    {
        var random = new Random(seed);
        var late = new Random(99).GetItems([0f, 1f], 60);
        var values = new float[count];
        var labels = new float[count];
        for (var i = 0; i < count; i++)
        {
            var category = random.Next(60);
            values[i] = category;
            labels[i] = random.NextSingle() < 0.05f ? 1 - late[category] : late[category];
        }

        return new Rows(values, [new("origin", type)], labels);
    }

    /// <summary>Three classes, by thirds of x.</summary>
    internal static Rows Classes(int count)
    {
        var random = new Random(4);
        var values = new float[count * 2];
        var labels = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i * 2] = random.NextSingle();
            values[(i * 2) + 1] = random.NextSingle();
            labels[i] = MathF.Min(2, MathF.Floor(values[i * 2] * 3));
        }

        return new Rows(values, [new("x"), new("noise")], labels);
    }
}
