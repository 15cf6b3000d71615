"""Labels points from a file of known answers: from_file.py TRUTH.csv FOLDER (docs/labels.md has the contract).

TRUTH.csv has a header with the id's and the label's column. Points that it does not know are answered with "?".
Each label is written as soon as it is known, so that a run that is stopped has lost nothing.
"""

import csv
import json
import os
import sys

truth_file, folder = sys.argv[-2], sys.argv[-1]
with open(os.path.join(folder, "job.json"), encoding="utf-8") as file:
    job = json.load(file)

with open(truth_file, newline="", encoding="utf-8-sig") as file:
    truth = {row[job["id"]]: row[job["label"]] for row in csv.DictReader(file)}

with (
    open(os.path.join(folder, job["points"]), newline="", encoding="utf-8") as points,
    open(os.path.join(folder, job["labels"]), "w", newline="", encoding="utf-8") as labels,
):
    labels.write(f'{job["id"]},{job["label"]}\n')
    for point in csv.DictReader(points):
        labels.write(f'{point[job["id"]]},{truth.get(point[job["id"]], "?")}\n')
        labels.flush()
