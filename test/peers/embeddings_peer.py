"""Evidently's embedding drift on the data sets and settings that come as JSON: [score, drifted], or null where it fails."""

import json
import sys
import warnings

import numpy
import pandas
from evidently.legacy.metrics.data_drift.embedding_drift_methods import distance, mmd, model, ratio
from evidently import DataDefinition, Dataset, Report
from evidently.metrics import EmbeddingsDrift
from sklearn.datasets import load_breast_cancer, load_digits, load_wine

METHODS = {"model": model, "distance": distance, "ratio": ratio, "mmd": mmd}


def real():
    """Vectors of real data: images of digits, measurements of cells and of wines."""
    digits, labels = load_digits(return_X_y=True)
    even = digits[labels % 2 == 0]
    cells, sick = load_breast_cancer(return_X_y=True)
    wines, kinds = load_wine(return_X_y=True)
    scaled = (cells - cells.mean(axis=0)) / cells.std(axis=0)
    return [
        {"name": "digits, no drift", "reference": digits[:900], "current": digits[900:]},
        {"name": "digits, the even ones only", "reference": digits[:900] / 16, "current": even[450:] / 16},
        {"name": "cells, scaled", "reference": scaled[:400], "current": scaled[400:]},
        {"name": "cells, the sick ones first", "reference": scaled[sick == 0], "current": scaled[sick == 1]},
        {"name": "wines as they are", "reference": wines[kinds < 2], "current": wines[kinds == 2]},
    ]


def compare(one, setting):
    columns = [f"e{k}" for k in range(len(one["reference"][0]))]
    reference, current = (pandas.DataFrame(one[side], columns=columns, dtype=float) for side in ("reference", "current"))
    options = {name: value for name, value in setting.items() if name != "method"}
    try:
        score, drifted, _ = METHODS[setting["method"]](**options)(current, reference)
    except (ValueError, ZeroDivisionError):
        return None
    return None if numpy.isnan(score) else [float(score), bool(drifted)]


def default(one):
    """The new API's metric without a method."""
    columns = [f"e{k}" for k in range(len(one["reference"][0]))]
    definition = DataDefinition(embeddings={"vectors": columns})
    reference, current = (
        Dataset.from_pandas(pandas.DataFrame(one[side], columns=columns, dtype=float), data_definition=definition)
        for side in ("reference", "current")
    )
    snapshot = Report([EmbeddingsDrift(embeddings_name="vectors")]).run(current, reference)
    return float(snapshot.dict()["metrics"][0]["value"])


def main(command, given):
    if command == "real":
        return [{**one, "reference": one["reference"].tolist(), "current": one["current"].tolist()} for one in real()]
    if command == "default":
        return [default(one) for one in given]
    return [[compare(one, setting) for setting in given["settings"]] for one in given["datasets"]]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    numpy.seterr(all="ignore")
    print(json.dumps(main(sys.argv[1], json.load(sys.stdin))))
