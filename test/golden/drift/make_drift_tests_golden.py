"""Writes drift_tests_golden.json: pairs of samples and what Evidently's own test functions and SciPy make of them.

Run with the Python that holds the pinned peers: python make_drift_tests_golden.py
"""
import json
import pathlib
import platform
import sys

import evidently
import numpy as np
import scipy

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "peers"))
import drift_tests_peer  # noqa: E402

METHODS = ["ks", "wasserstein", "ed", "anderson", "cramer_von_mises", "es", "mannw", "mannw_two_sided", "t_test", "empirical_mmd"]
rng = np.random.default_rng(1987)
KINDS = {
    "normal": lambda n: np.round(rng.normal(size=n), 4),
    "integers": lambda n: rng.integers(0, 9, n).astype(float),
    "heavy tails": lambda n: np.round(rng.standard_cauchy(n), 3),
}

cases = []
for n, m in [(5, 7), (8, 30), (20, 20), (6, 14), (24, 24), (40, 60)]:
    for kind, draw in KINDS.items():
        for shift in (0, 1):
            pair = {"reference": draw(n).tolist(), "current": (draw(m) + shift).tolist(), "methods": METHODS}
            answers = drift_tests_peer.compare(pair)
            cases.append({"name": f"{n} and {m} {kind}, shifted by {shift}", "reference": pair["reference"], "current": pair["current"], "answers": answers})

golden = {"versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__, "evidently": evidently.__version__}, "cases": cases}
(HERE / "drift_tests_golden.json").write_text(json.dumps(golden).replace('{"name"', '\n {"name"') + "\n")
