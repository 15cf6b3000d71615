"""Nearest of some examples, and greedy k-centre, as one writes them with scikit-learn.

Arguments: a file of float32 points (rows x columns, row-major), rows, columns, examples, centres, and the JSON file to write.
The first rows are the examples; the first row is the first centre.
"""

import json
import sys
import time

import numpy as np
from sklearn.metrics import pairwise_distances_argmin_min
from sklearn.metrics.pairwise import euclidean_distances
from sklearn.neighbors import NearestNeighbors

file, rows, columns, examples, centres, out = sys.argv[1], *map(int, sys.argv[2:6]), sys.argv[6]
points = np.fromfile(file, dtype=np.float32).reshape(rows, columns)

started = time.perf_counter()
_, nearest = pairwise_distances_argmin_min(points, points[:examples])
pairwise_s = time.perf_counter() - started

started = time.perf_counter()
NearestNeighbors(n_neighbors=1, n_jobs=-1).fit(points[:examples]).kneighbors(points)
tree_s = time.perf_counter() - started

started = time.perf_counter()
squares = (points.astype(np.float64) ** 2).sum(axis=1).astype(np.float32)
least = np.full(rows, np.inf, dtype=np.float32)
centre, picked, radii = 0, [], []
for _ in range(centres):
    picked.append(int(centre))
    row = points[centre : centre + 1]
    np.minimum(least, euclidean_distances(points, row, X_norm_squared=squares, squared=True)[:, 0], out=least)
    least[centre] = -np.inf
    centre = least.argmax()
    radii.append(float(np.sqrt(least[centre])))
centre_s = time.perf_counter() - started

with open(out, "w") as to:
    json.dump(
        {
            "pairwise": pairwise_s,
            "tree": tree_s,
            "centre": centre_s,
            "mean": float(nearest.mean(dtype=np.float64)),
            "radius": radii[-1],
            "picked": picked,
        },
        to,
    )
