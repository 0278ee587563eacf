"""Evidently's own stat tests on tables of counts and on samples: what the tests on counts compare Model Ops with.

    python driftCounts_peer.py scores < requests.json   [{"method", "type", "reference", "current", "dtype"?}] -> [score, or its error]; of perc_text_content_drift the cutoff
    python driftCounts_peer.py numbers < requests.json  [["function", arguments...]] -> [value], by SciPy

A side is a list of values. Both print one JSON value.
"""
import json
import math
import sys
import warnings

import pandas as pd

warnings.simplefilter("ignore")


def plain(value):
    value = float(value)
    return value if math.isfinite(value) else str(value)


def score(request):
    from evidently.legacy.calculations.stattests import registry
    from evidently.legacy.core import ColumnType

    if request["method"] == "perc_text_content_drift":
        return cutoff(len(request["reference"]), len(request["current"]))
    kind = {"numeric": ColumnType.Numerical, "categorical": ColumnType.Categorical}[request["type"]]
    test = registry.get_registered_stattest(request["method"], kind)
    sides = [pd.Series(request[side], dtype=request.get("dtype")) for side in ("reference", "current")]
    try:
        return plain(test(*sides, kind, None).drift_score)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def cutoff(reference, current):
    """What the classifier's AUC must exceed: it hangs on the sizes of the judged half alone."""
    from evidently.legacy.utils.data_drift_utils import roc_auc_random_classifier_percentile
    from sklearn.model_selection import train_test_split

    _, judged = train_test_split(pd.Series([0] * reference + [1] * current), test_size=0.5, random_state=42, shuffle=True)
    return plain(roc_auc_random_classifier_percentile(judged))


def number(name, *arguments):
    from scipy import stats

    functions = {
        "fisherExact": lambda top, bottom: stats.fisher_exact([top, bottom]).pvalue,
        "kullbackLeibler": stats.entropy,
        "hypergeometricMoments": lambda total, marked, drawn: list(map(float, stats.hypergeom.stats(total, marked, drawn, moments="mvs"))),
        "hypergeometricCdf": lambda total, marked, drawn, upto: [float(value) for value in stats.hypergeom.cdf(range(upto + 1), total, marked, drawn)],
    }
    value = functions[name](*arguments)
    return value if isinstance(value, list) else plain(value)


if __name__ == "__main__":
    requests = json.load(sys.stdin)
    print(json.dumps([score(request) for request in requests] if sys.argv[1] == "scores" else [number(*request) for request in requests]))
