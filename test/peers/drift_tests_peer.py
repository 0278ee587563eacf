"""Evidently's own test functions and SciPy's on pairs of samples: what the tests of numbers are compared with.

    python drift_tests_peer.py < pairs.json   [{"reference": [...], "current": [...], "methods": [...]}] -> [{method: result}]

A result is {"score", "drifted", "scipy"} or {"error"}; "mannw_two_sided" is SciPy's alone.
"""
import json
import math
import sys
import warnings

import numpy as np
import pandas as pd
from evidently.legacy.calculations.stattests.registry import get_registered_stattest
from evidently.legacy.core import ColumnType
from scipy import stats

warnings.simplefilter("ignore")
SCIPY = {
    "ks": lambda a, b: stats.ks_2samp(a, b).pvalue,
    "wasserstein": lambda a, b: stats.wasserstein_distance(a, b) / max(np.std(a), 0.001),
    "ed": stats.energy_distance,
    "anderson": lambda a, b: stats.anderson_ksamp([a, b], midrank=True).pvalue,
    "cramer_von_mises": lambda a, b: stats.cramervonmises_2samp(a, b, method="exact" if max(len(a), len(b)) <= 20 else "asymptotic").pvalue,
    "es": lambda a, b: stats.epps_singleton_2samp(a, b).pvalue,
    "mannw": lambda a, b: stats.mannwhitneyu(a, b, alternative="less").pvalue,
    "mannw_two_sided": lambda a, b: stats.mannwhitneyu(a, b).pvalue,
    "t_test": lambda a, b: stats.ttest_ind(a, b).pvalue,
}


def plain(value):
    value = float(value)
    return value if math.isfinite(value) else str(value)


def evidently(method, a, b):
    np.random.seed(0)
    result = get_registered_stattest(method, ColumnType.Numerical)(pd.Series(a), pd.Series(b), ColumnType.Numerical, None)
    return {"score": plain(result.drift_score), "drifted": bool(result.drifted)}


def scipy(method, a, b):
    if method not in SCIPY:
        return None
    try:
        return plain(SCIPY[method](a, b))
    except Exception:
        return None


def answer(method, a, b):
    own = {"scipy": scipy(method, a, b)}
    if method == "mannw_two_sided":
        return own
    try:
        return own | evidently(method, a, b)
    except Exception as error:
        return own | {"error": f"{type(error).__name__}: {error}"}


def compare(pair):
    # Sorted, because MMD's permutations are of places.
    a, b = (np.sort(np.array(pair[side], dtype=float)) for side in ("reference", "current"))
    return {method: answer(method, a, b) for method in pair["methods"]}


if __name__ == "__main__":
    print(json.dumps([compare(pair) for pair in json.load(sys.stdin)]))
