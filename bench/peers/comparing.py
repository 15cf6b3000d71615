"""Two models on one held-out sample, as one writes it with scikit-learn and numpy: eight metrics of each, of all rows and of every cohort,
with paired differences and intervals by cluster.

Arguments: a folder with labels.f64, current.f64, candidate.f64 (shape [rows]), clusters.i32 (shape [rows]) and masks.u8 (cohorts x rows);
the number of cohorts; the JSON file to write.
Values are scikit-learn's. Influence values are numpy's, of the candidate, of the current model, and their difference, summed by cluster.
"""

import json
import sys
import time

import numpy as np
from scipy.stats import t as student
from sklearn import metrics as sk

folder, cohorts, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
y = np.fromfile(f"{folder}/labels.f64")
scores = [np.fromfile(f"{folder}/{name}.f64") for name in ("current", "candidate")]
cluster = np.fromfile(f"{folder}/clusters.i32", dtype=np.int32)
masks = np.fromfile(f"{folder}/masks.u8", dtype=np.uint8).reshape(cohorts, len(y)).astype(bool)


def mean(value):
    return value.mean(), (value - value.mean()) / len(value)


def ratio(above, below):
    value = above.sum() / below.sum()
    return value, (above - value * below) / below.sum()


def area(y, s):
    positive, negative = np.sort(s[y == 1]), np.sort(s[y == 0])
    share = np.empty(len(s))
    for one, other in ((1, negative), (0, positive)):
        rows = y == one
        below = (np.searchsorted(other, s[rows], "left") + np.searchsorted(other, s[rows], "right")) / 2 / len(other)
        share[rows] = below if one else 1 - below
    value = share[y == 1].mean()
    return value, (share - value) / np.where(y == 1, len(positive), len(negative))


def influences(y, s):
    says, held = (s >= 0.5).astype(float), np.clip(s, 1e-7, 1 - 1e-7)
    return {
        "auc": area(y, s),
        "log-loss": mean(-(y * np.log(held) + (1 - y) * np.log(1 - held))),
        "brier": mean((s - y) ** 2),
        "accuracy": mean((says == y).astype(float)),
        "precision": ratio(says * y, says),
        "recall": ratio(says * y, y),
        "f1": ratio(2 * says * y, says + y),
        "mae": mean(np.abs(s - y)),
    }


def values(y, s):
    says = s >= 0.5
    return {
        "auc": sk.roc_auc_score(y, s),
        "log-loss": sk.log_loss(y, np.clip(s, 1e-7, 1 - 1e-7)),
        "brier": sk.brier_score_loss(y, s),
        "accuracy": sk.accuracy_score(y, says),
        "precision": sk.precision_score(y, says),
        "recall": sk.recall_score(y, says),
        "f1": sk.f1_score(y, says),
        "mae": sk.mean_absolute_error(y, s),
    }


def interval(value, influence, cluster):
    sums = np.bincount(cluster, influence)
    sums = sums[np.bincount(cluster) > 0]
    n = len(sums)
    error = np.sqrt(n / (n - 1) * (sums**2).sum())
    reach = student.ppf(0.95, n - 1) * error
    return value, value - reach, value + reach


result = {}
started = time.perf_counter()
spent = {"values": 0.0, "intervals": 0.0}
for group, mask in [("all", np.ones(len(y), bool))] + [(f"cohort {i}", masks[i]) for i in range(cohorts)]:
    labels, clusters = y[mask], cluster[mask]
    begun = time.perf_counter()
    told = [values(labels, s[mask]) for s in scores]
    spent["values"] += time.perf_counter() - begun
    begun = time.perf_counter()
    current, candidate = (influences(labels, s[mask]) for s in scores)
    for name in current:
        result[f"{group}/{name}"] = {
            "current": interval(told[0][name], current[name][1], clusters),
            "candidate": interval(told[1][name], candidate[name][1], clusters),
            "difference": interval(told[1][name] - told[0][name], candidate[name][1] - current[name][1], clusters),
        }
    spent["intervals"] += time.perf_counter() - begun

with open(out, "w") as file:
    json.dump({"seconds": time.perf_counter() - started, **spent, "figures": result}, file)
