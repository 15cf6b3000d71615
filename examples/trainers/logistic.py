"""A trainer for Flywheel in plain Python: logistic regression by gradient descent, for a binary label.

    training:
      command: { run: [ python3, examples/trainers/logistic.py ] }

Called as `logistic.py fit FOLDER` and `logistic.py score FOLDER`; docs/trainers.md says which files lie there.
"""

import csv
import json
import math
import sys
from pathlib import Path

STEPS = 200
RATE = 0.5


def read_rows(folder):
    with open(folder / "rows.csv", newline="", encoding="utf-8") as file:
        lines = csv.reader(file)
        next(lines)
        return [[float(value) if value else None for value in line] for line in lines]


def scaled(rows, means, deviations):
    return [[0.0 if v is None else (v - m) / d for v, m, d in zip(row, means, deviations)] for row in rows]


def probability(row, weights, bias):
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, bias + sum(v * w for v, w in zip(row, weights))))))


def fit(folder):
    rows = read_rows(folder)
    with open(folder / "labels.csv", newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    labels = [float(line["label"]) for line in lines]
    counts = [float(line.get("weight", 1)) for line in lines]
    means, deviations = [], []
    for column in zip(*rows):
        known = [value for value in column if value is not None] or [0.0]
        mean = sum(known) / len(known)
        means.append(mean)
        deviations.append(math.sqrt(sum((value - mean) ** 2 for value in known) / len(known)) or 1.0)
    data = scaled(rows, means, deviations)
    weights, bias = [0.0] * len(means), 0.0
    for _ in range(STEPS):
        slopes, slope = [0.0] * len(weights), 0.0
        for row, label, count in zip(data, labels, counts):
            error = count * (probability(row, weights, bias) - label)
            slope += error
            for i, value in enumerate(row):
                slopes[i] += error * value
        bias -= RATE * slope / len(data)
        weights = [weight - RATE * s / len(data) for weight, s in zip(weights, slopes)]
    model = {"means": means, "deviations": deviations, "weights": weights, "bias": bias}
    (folder / "model").write_text(json.dumps(model))
    columns = json.loads((folder / "job.json").read_text())["columns"]
    importance = {column["name"]: abs(weight) for column, weight in zip(columns, weights)}
    (folder / "importance.json").write_text(json.dumps(importance))


def score(folder):
    model = json.loads((folder / "model").read_text())
    rows = scaled(read_rows(folder), model["means"], model["deviations"])
    scores = [probability(row, model["weights"], model["bias"]) for row in rows]
    (folder / "scores.csv").write_text("score\n" + "".join(f"{value!r}\n" for value in scores))


if __name__ == "__main__":
    {"fit": fit, "score": score}[sys.argv[1]](Path(sys.argv[2]))
