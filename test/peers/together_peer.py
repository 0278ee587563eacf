"""NannyML's multivariate drift, and SciPy's correlations: what the tests of whole rows compare Model Ops with.

    python together_peer.py nannyml < pairs.json       [{"reference", "current"}] -> [{"auc", "error", "low", "high", "components"}]
    python together_peer.py correlations < pairs.json  [{"x", "y", "kind"}] -> [{measure: value}]
    python together_peer.py folds < sizes.json         [[first, second]] -> [[fold of each row]]

A side is {column: values}; null is missing. All print one JSON value; a number that is none is null.
"""
import json
import math
import os
import sys
import warnings

warnings.simplefilter("ignore")
# NannyML reports its use over the network unless told not to.
os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402


def plain(value):
    value = float(value)
    return value if math.isfinite(value) else None


def frame(side):
    columns = {}
    for name, values in side.items():
        is_text = any(isinstance(value, str) for value in values)
        # NannyML knows the type "object" for categories, not pandas 3's "str".
        columns[name] = pd.Series([np.nan if value is None else value for value in values], dtype=object if is_text else float)
    return pd.DataFrame(columns)


def nannyml(pair):
    from nannyml.chunk import SizeBasedChunker
    from nannyml.drift.multivariate.data_reconstruction import DataReconstructionDriftCalculator
    from nannyml.drift.multivariate.domain_classifier import DomainClassifierCalculator
    from nannyml.drift.multivariate.domain_classifier.calculator import DEFAULT_LGBM_HYPERPARAMS

    reference, current = frame(pair["reference"]), frame(pair["current"])
    names = list(reference.columns)
    whole = SizeBasedChunker(len(current))
    # Threads change no result, and wait for each other where there are more of them than free cores.
    settings = {**DEFAULT_LGBM_HYPERPARAMS, "n_jobs": 1}
    classifier = DomainClassifierCalculator(names, chunk_number=2, hyperparameters=settings).fit(reference)
    # The current data are one chunk, however the reference was cut.
    classifier.chunker = whole
    auc = classifier.calculate(current).filter(period="analysis").to_df()[("domain_classifier_auroc", "value")]
    rebuilt = DataReconstructionDriftCalculator(names, chunk_number=10).fit(reference)
    rebuilt.chunker = whole
    row = rebuilt.calculate(current).filter(period="analysis").to_df()["reconstruction_error"].iloc[0]
    return {
        "auc": plain(auc.iloc[0]),
        "error": plain(row["value"]),
        "low": plain(row["lower_threshold"]),
        "high": plain(row["upper_threshold"]),
        "samplingError": plain(row["sampling_error"]),
        "components": int(rebuilt._pca.n_components_),
        "drifted": bool(row["alert"]),
    }


def bias_corrected_v(x, y):
    from scipy.stats import chi2_contingency

    table = pd.crosstab(pd.Series(x), pd.Series(y)).to_numpy()
    rows, (r, c) = table.sum(), table.shape
    square = chi2_contingency(table, correction=False).statistic / rows
    corrected = max(0.0, square - (r - 1) * (c - 1) / (rows - 1))
    r, c = r - (r - 1) ** 2 / (rows - 1), c - (c - 1) ** 2 / (rows - 1)
    return math.sqrt(corrected / min(r - 1, c - 1))


def epsilon_of_ranks(numbers, categories):
    from scipy.stats import kruskal

    numbers, categories = np.array(numbers, float), np.array(categories)
    groups = [numbers[categories == category] for category in np.unique(categories)]
    n, k = len(numbers), len(groups)
    # SciPy refuses numbers that are all the same.
    statistic = kruskal(*groups).statistic if k > 1 and len(np.unique(numbers)) > 1 else math.nan
    return math.sqrt(max(0.0, (statistic - k + 1) / (n - k))) if statistic == statistic else math.nan


def correlations(pair):
    if pair["kind"] == "mixed":
        return {"correlation_ratio": plain(epsilon_of_ranks(pair["x"], pair["y"]))}
    if pair["kind"] == "categories":
        return {"cramers_v": plain(bias_corrected_v(pair["x"], pair["y"]))}
    both = pd.DataFrame({"x": pair["x"], "y": pair["y"]}, dtype=float)
    return {method: plain(both.corr(method=method).loc["x", "y"]) for method in ("pearson", "spearman")}


def folds(sizes):
    from sklearn.model_selection import StratifiedKFold

    labels = np.repeat([0, 1], sizes)
    found = np.zeros(len(labels), int)
    for fold, (_, test) in enumerate(StratifiedKFold(5).split(labels, labels)):
        found[test] = fold
    return found.tolist()


if __name__ == "__main__":
    # LightGBM writes to the output itself: what it says goes where errors go.
    with os.fdopen(os.dup(1), "w") as output:
        os.dup2(2, 1)
        json.dump([globals()[sys.argv[1]](each) for each in json.load(sys.stdin)], output)
