using Flywheel.Yaml;

namespace Flywheel.Metrics;

public enum ModelTask
{
    [Doc("The probability that a label is 1 rather than 0.")]
    Binary,

    [Doc("One of a few classes, which the label is too.")]
    Multiclass,

    [Doc("A number, which the label is too.")]
    Regression,
}
