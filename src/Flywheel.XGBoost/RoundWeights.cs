namespace Flywheel.XGBoost;

/// <summary>Weights of the training rows in the next round.</summary>
/// <param name="round">Number of that round in its training, counting from 1; the first is never asked for, since nothing is known of any row.</param>
/// <param name="margins">What the model so far says of the training rows before its link function, shape [rows] or [rows, classes].</param>
/// <returns>Shape [rows], each at least 0.</returns>
public delegate float[] RoundWeights(int round, float[] margins);
