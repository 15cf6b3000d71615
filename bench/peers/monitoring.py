"""The numbers of one monitoring turn by numpy, pandas and scipy, as an engineer writes it who knows them well.

Columns lie in memory when the clock starts, labels joined and texts as categories; scores are sorted once, and cohorts keep that
order. Intervals are clustered by day: influence values summed by day, uneven days weighed (CR2), Student's t with effective degrees
of freedom, and for the AUC pairs of different days only. bench/Flywheel.Bench compares what this prints with the product's numbers.

  monitoring.py FRAMES OUT
"""
import json
import sys
import time

import numpy as np
import pandas as pd
from scipy import integrate, optimize, stats

NUMBERS = ["amount", "balance", "distance", "age", "items", "hour"]
TEXTS = ["channel", "device", "country", "merchant"]
ERROR = 0.05


def load(folder, half):
    read = lambda column: np.fromfile(f"{folder}/{half}.{column}.f8")
    frame = pd.DataFrame({column: read(column) for column in ["order_id", *NUMBERS, "score", "label", "day"]})
    for column in TEXTS:
        names = open(f"{folder}/{column}.txt").read().split("\n")[:-1]
        frame[column] = pd.Categorical.from_codes(read(column).astype(np.int32), names)
    return frame


# Distances

def doane(x):
    n, mean, deviation = len(x), x.mean(), x.std()
    skewness = ((x - mean) ** 3).mean() / deviation**3
    spread = np.sqrt(6 * (n - 2) / ((n + 1) * (n + 3)))
    return int(np.ceil(1 + np.log2(n) + np.log2(1 + abs(skewness) / spread)))


def of_equal_width(x, low, high, bins):
    at = np.minimum(((x - low) / (high - low) * bins).astype(np.int64), bins - 1)
    at[(x < low) | (x > high)] = bins
    return np.bincount(at, minlength=bins + 1) / len(x)


def of_deciles(reference, current):
    deciles = np.quantile(reference, np.arange(1, 10) / 10)
    repeated = deciles[:-1][deciles[:-1] == deciles[1:]]
    edges = np.unique(np.concatenate([deciles, np.nextafter(repeated, np.inf)]))
    shares = lambda x: np.bincount(np.searchsorted(edges, x, side="right"), minlength=len(edges) + 1) / len(x)
    return shares(reference), shares(current)


def distances(p, q, deciles=None):
    m, both = (p + q) / 2, p + q
    with np.errstate(divide="ignore", invalid="ignore"):
        divergence = np.where(p > 0, p * np.log2(p / m), 0).sum() + np.where(q > 0, q * np.log2(q / m), 0).sum()
        chi = np.where(both > 0, (p - q) ** 2 / both, 0).sum()
    a, b = (np.maximum(x, 1e-4) for x in deciles or (p, q))
    return {
        "jensen-shannon": np.sqrt(divergence / 2),
        "hellinger": np.sqrt(((np.sqrt(p) - np.sqrt(q)) ** 2).sum() / 2),
        "psi": ((b - a) * np.log(b / a)).sum(),
        "chi-square": np.sqrt(chi / 2),
        "l1": abs(p - q).sum(),
        "l-infinity": abs(p - q).max(),
    }


def of_numbers(reference, current):
    low, high, bins = reference.min(), reference.max(), doane(reference)
    found = distances(
        of_equal_width(reference, low, high, bins), of_equal_width(current, low, high, bins), of_deciles(reference, current)
    )
    found["earth-movers"] = stats.wasserstein_distance(reference, current) / reference.std()
    found["kolmogorov-smirnov"] = stats.ks_2samp(reference, current).statistic
    return found


def of_texts(reference, current):
    # Both have the categories of the file, so their codes agree.
    p, q = (np.bincount(x.cat.codes[x.notna()], minlength=len(x.cat.categories)) / x.notna().sum() for x in (reference, current))
    return distances(p, q)


# Metrics with influence by day: value, its range, rows, influence by row, weight by day

def ratio(above, below, day, days):
    value = above.sum() / below.sum()
    influence = (above - value * below) / below.sum()
    return value, value, np.bincount(day, influence, days), (influence**2).sum(), np.bincount(day, below, days), None


def area(label, score, day, days):
    """Rows come in order of score."""
    positive = label == 1
    p, n = positive.sum(), (~positive).sum()
    start = np.flatnonzero(np.r_[True, score[1:] != score[:-1]])
    size = np.diff(np.r_[start, len(score)])
    tied = lambda below, of: np.repeat(below[start] - of[start] + np.add.reduceat(of, start) / 2, size)
    negatives = np.where(positive, 0.0, 1.0)
    up = np.cumsum(negatives)
    below = tied(up, negatives) / n
    above = (p - tied(np.cumsum(label), label)) / p
    value = below[positive].mean()
    influence = np.where(positive, (below - value) / p, (above - value) / n)
    by_day, rows = np.bincount(day, influence, days), (influence**2).sum()

    # Ordered pairs of each pair of days: first the positive one's.
    ps, ns = np.bincount(day[positive], minlength=days).astype(float), np.bincount(day[~positive], minlength=days).astype(float)
    ordered = np.empty((days, days))
    for h in range(days):
        of = negatives * (day == h)
        ordered[:, h] = np.bincount(day[positive], tied(np.cumsum(of), of)[positive], days)
    within, every = np.diag(ordered), p * float(n)
    pairs = every - (ps * ns).sum()
    centre = (value * every - within.sum()) / pairs
    touching = ps * n + ns * p
    of_day = by_day * every + value * touching - 2 * within
    touching = touching - 2 * ps * ns
    decides = (ps * n / p + ns * p / n) / (p + n)
    by_day = (1 - decides) * (of_day - centre * touching) / (pairs - touching)
    effects = (residuals(ordered, ps, ns), touching / pairs, decides) if days <= 40 else None
    return value, centre, by_day, rows, decides, effects


def residuals(ordered, ps, ns):
    """HC2 residuals of the two-way layout s = d (a_g + a_h), weights 1 / d."""
    days = len(ps)
    d = np.outer(ps, ns) + np.outer(ns, ps)
    np.fill_diagonal(d, 0)
    s = ordered + ordered.T
    np.fill_diagonal(s, 0)
    inverse = np.linalg.inv(d + np.diag(d.sum(axis=1)))
    a = inverse @ s.sum(axis=1)
    g, h = np.tril_indices(days, -1)
    kept = 1 - d[g, h] * (inverse[g, g] + inverse[h, h] + 2 * inverse[g, h])
    return (s[g, h] - d[g, h] * (a[g] + a[h])) / (d[g, h].sum() * np.sqrt(kept))


class Balance:
    """CR2 for a weighted mean of uneven clusters whose variance is partly their own (Imbens and Kolesar 2016)."""

    def __init__(self, by_day, rows, weight):
        a = weight / weight.sum()
        own = max(0, (by_day**2).sum() - rows) / (a**2).sum()
        both = own + len(a) * rows
        rho = own / both if both > 0 else 0.5
        self.a, self.v = a, rho + (1 - rho) / (len(a) * a)
        whole = (a * a * self.v).sum()
        self.c = a * a * self.v / ((1 - 2 * a) * self.v + whole)

    def variance(self, by_day):
        return (by_day**2 * self.c / self.a**2).sum()

    def effective(self):
        if (self.a == self.a[0]).all():
            return len(self.a)
        critical = optimize.brentq(lambda t: self.tail(t) - ERROR, 1e-3, 64, xtol=1e-12)
        return 1 + degrees_of(critical, len(self.a) - 1)

    def tail(self, t):
        """Chance that a'e exceeds t standard errors: the form's one positive eigenvalue, and Craig's integral."""
        root = np.sqrt(self.v)
        a, m = self.a, np.diag(self.c) - np.outer(self.c, self.a) - np.outer(self.a, self.c) + self.c.sum() * np.outer(self.a, self.a)
        eigenvalues = np.linalg.eigvalsh(root[:, None] * (np.outer(a, a) - t * t * m) * root)
        first = eigenvalues[-1]
        rest = -eigenvalues[:-1] / first
        f = lambda angle: 1 / np.sqrt(np.prod(1 + rest / np.sin(angle) ** 2))
        return integrate.quad(f, 0, np.pi / 2, epsabs=1e-13, epsrel=1e-12)[0] / np.pi


def degrees_of(critical, most):
    if stats.t.cdf(critical, most) <= 1 - ERROR + 1e-12:
        return most
    return optimize.brentq(lambda degrees: stats.t.cdf(critical, degrees) - 1 + ERROR, 0.05, most, xtol=1e-12)


def interval(measured, bounds):
    value, centre, by_day, rows, weight, effects = measured
    held = weight > 0
    balance = Balance(by_day[held], rows, weight[held])
    variance, degrees = balance.variance(by_day[held]), balance.effective() - 1
    if effects is not None:
        variance, degrees = counted_twice(*effects, balance, variance, degrees)
    error = np.sqrt(variance)
    reach = stats.t.ppf(1 - ERROR, degrees) * error
    if bounds is None or not bounds[0] < centre < bounds[1]:
        low, high = centre - reach, centre + reach
    elif np.isinf(bounds[1]):
        low, high = centre * np.exp(-reach / centre), centre * np.exp(reach / centre)
    else:
        at = lambda by: 1 / (1 + (1 - centre) / centre * np.exp(-by))
        low, high = at(-reach / (centre * (1 - centre))), at(reach / (centre * (1 - centre)))
    return {"value": value, "error": error, "low": low, "high": high}


def counted_twice(residual, share, decides, balance, variance, degrees):
    """What only pairs of days do is in the influence of both (Efron and Stein 1981), and comes off."""
    g, h = np.tril_indices(len(share), -1)
    own = np.bincount(g, residual**2, len(share)) + np.bincount(h, residual**2, len(share))
    once = (residual**2).sum()
    deviations = (1 - decides) / (1 - share) * np.sqrt((1 - share) ** 2 * own + share**2 * np.maximum(0, once - own))
    counted = balance.variance(deviations)
    if variance == 0 or counted <= once:
        return variance, degrees
    twice = min((counted - once) / variance, 1 - once / counted)
    quantile = stats.t.ppf(1 - ERROR, degrees)
    kept = (degrees - 1) / (degrees + quantile**2)
    critical = quantile * np.sqrt((1 - twice * kept) / (1 - twice))
    return variance * (1 - twice), degrees_of(critical, degrees)


def metrics(label, score, day):
    present, day = np.unique(day, return_inverse=True)
    days, one = len(present), np.ones(len(label))
    said, share, positive = (score >= 0.5).astype(float), (0, 1), (0, np.inf)
    held = np.clip(score, 1e-7, 1 - 1e-7)
    mean = lambda values: ratio(values, one, day, days)
    return {
        "auc": interval(area(label, score, day, days), None),
        "log-loss": interval(mean(-np.log(np.where(label == 1, held, 1 - held))), positive),
        "brier": interval(mean((score - label) ** 2), positive),
        "calibration": interval(mean(score - label), None),
        "accuracy": interval(mean((said == label).astype(float)), share),
        "precision": interval(ratio(said * label, said, day, days), share),
        "recall": interval(ratio(said * label, label, day, days), share),
        "f1": interval(ratio(2 * said * label, said + label, day, days), share),
        "mae": interval(mean(abs(score - label)), None),
    }


def cohorts(frame):
    yield "all", np.ones(len(frame), bool)
    for value in ["app", "web", "shop", "phone", "mail"]:
        yield f"channel={value}", (frame.channel == value).to_numpy()
    for column, edges in [("amount", [20, 60, 150, 400]), ("hour", [6, 12, 18])]:
        x = frame[column].to_numpy()
        yield f"{column} < {edges[0]}", x < edges[0]
        for low, high in zip(edges, edges[1:]):
            yield f"{column} {low}–{high}", (x >= low) & (x < high)
        yield f"{column} ≥ {edges[-1]}", x >= edges[-1]
    for value in ["c0", "c1", "c2", "c3", "c4", "c5"]:
        yield f"country={value}", (frame.country == value).to_numpy()


def quality(window, refused):
    web = window[window.channel == "web"]
    return {
        "events ≥ 1000": len(window),
        "quarantined ≤ 1%": refused,
        "missing balance ≤ 2%": window.balance.isna().sum(),
        "missing distance ≤ 2%": window.distance.isna().sum(),
        "missing device ≤ 2%": window.device.isna().sum(),
        "amount in [0.01, 2000]": len(window) - window.amount.between(0.01, 2000).sum(),
        "age in [0, 3650]": len(window) - window.age.between(0, 3650).sum(),
        "items in [1, 60]": len(window) - window["items"].between(1, 60).sum(),
        "repeated order_id ≤ 0%": len(window) - window.order_id.nunique(),
        "repeated balance ≤ 10%": window.balance.count() - window.balance.nunique(),
        "share of score > 0.9 in [0%, 20%]": (window.score > 0.9).sum(),
        "share of items > 10 in channel=web in [0%, 50%]": (web["items"] > 10).sum(),
    }


def main(folder, out):
    window, reference = load(folder, "window"), load(folder, "reference")
    values, seconds, processor = {}, {}, {}
    begun = time.perf_counter(), time.process_time()

    def lap(name):
        nonlocal begun
        now = time.perf_counter(), time.process_time()
        seconds[name], processor[name], begun = now[0] - begun[0], now[1] - begun[1], now

    refused = (~(window.amount > 0)).sum() + (~(reference.amount > 0)).sum()
    window, reference = window[window.amount > 0], reference[reference.amount > 0]
    for check, count in quality(window, refused).items():
        values[f"check/{check}"] = count
    lap("quality")

    for column in ["score", *NUMBERS]:
        for distance, value in of_numbers(reference[column].dropna().to_numpy(), window[column].dropna().to_numpy()).items():
            values[f"distance/{distance}/{column}"] = value
    for column in TEXTS:
        for distance, value in of_texts(reference[column], window[column]).items():
            values[f"distance/{distance}/{column}"] = value
    lap("distances")

    labelled = window[window.label.notna()].sort_values("score", kind="stable")
    label, score, day = (labelled[column].to_numpy() for column in ["label", "score", "day"])
    for cohort, mask in cohorts(labelled):
        for metric, found in metrics(label[mask], score[mask], day[mask]).items():
            values[f"metric/{metric}/{cohort}/rows"] = mask.sum()
            for name, value in found.items():
                values[f"metric/{metric}/{cohort}/{name}"] = value
    lap("metrics")

    peak = next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM:"))
    numbers = {name: float(value) for name, value in values.items()}
    json.dump({"seconds": seconds, "processor": processor, "peakMiB": peak, "values": numbers}, open(out, "w"))


main(*sys.argv[1:])
