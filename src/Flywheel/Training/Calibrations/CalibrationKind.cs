using Flywheel.Yaml;

namespace Flywheel.Training.Calibrations;

public enum CalibrationKind
{
    [Doc("Scores stay as they are.")]
    None,

    [Doc("A logistic curve over the logarithm of the odds: two numbers, right where scores are too sure or too timid throughout.")]
    Platt,

    [Doc("The non-decreasing step function nearest to the labels: any shape, and wants a thousand rows or more.")]
    Isotonic,
}
