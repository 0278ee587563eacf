"""Writes special_functions.json: SciPy's and NumPy's values for the kernels of src/numeric.

Run with the Python that holds the pinned peers: python make_numeric_golden.py
"""
import json
import pathlib
import platform

import numpy as np
import scipy
from scipy import special, stats
from scipy.spatial import distance


def rows(function, arguments):
    return [[*a, float(function(*a))] for a in arguments]


rng = np.random.default_rng(20240501)


def sides(n1, n2, shift, kind):
    if kind == "integers":
        return rng.integers(0, 9, n1).astype(float), rng.integers(0, 9, n2).astype(float) + shift
    return np.round(rng.normal(size=n1), 3), np.round(rng.normal(size=n2) + shift, 3)


two_samples = []
for n1, n2, shift, kind in [(1, 1, 0, "n"), (1, 7, 1, "n"), (5, 5, 1, "n"), (30, 30, 0.5, "n"), (40, 60, 0.4, "integers"), (60, 45, 3, "n"), (120, 77, 0.2, "n")]:
    a, b = sides(n1, n2, shift, kind)
    ks = stats.ks_2samp(a, b)
    two_samples.append({"a": a.tolist(), "b": b.tolist(), "statistic": float(ks.statistic), "pvalue": float(ks.pvalue),
                        "wasserstein": float(stats.wasserstein_distance(a, b)), "distinct": int(len(set(a) | set(b)))})

pvalues = []
for n1, n2 in [(10, 10), (100, 100), (1000, 1000), (1000, 10_000), (1000, 9_999), (999, 640), (357, 1000), (17, 10_000), (1000, 10_001), (1000, 250_000), (140, 20_000), (90, 20_000), (3, 20_000)]:
    for d in [0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.6, 0.9, 0.999]:
        lcm = np.lcm(n1, n2)
        step = round(d * lcm) / lcm
        if max(n1, n2) <= 10_000:
            g = np.gcd(n1, n2)
            ok, _, p = stats._stats_py._attempt_exact_2kssamp(n1, n2, g, step, "two-sided")
            assert ok
        else:
            p = stats.kstwo.sf(step, np.round(n1 * n2 / (n1 + n2)))
        pvalues.append([float(step), n1, n2, float(p)])

histograms = []
for kind, a, b in [("double", rng.normal(size=900), rng.normal(size=400) + 1), ("integer", rng.integers(0, 6, 500), rng.integers(0, 9, 300)),
                   ("integer", rng.integers(-1000, 1000, 500), rng.integers(0, 9, 300)), ("double", np.full(5, 3.5), np.full(2, 3.5)),
                   ("float32", rng.normal(size=300).astype("float32"), rng.normal(size=200).astype("float32")), ("double", rng.lognormal(size=700), rng.lognormal(size=30))]:
    pooled = np.concatenate([a, b])
    entry = {"storage": kind, "a": np.sort(a).tolist(), "b": np.sort(b).tolist()}
    for rule in ("sturges", "doane"):
        edges = np.histogram_bin_edges(pooled, bins=rule)
        entry[rule] = {"edges": edges.tolist(), "a": np.histogram(a, edges)[0].tolist(), "b": np.histogram(b, edges)[0].tolist()}
    histograms.append(entry)

shares = [([1, 2, 3], [3, 2, 1]), ([0, 5, 1], [4, 0, 2]), ([1, 0], [0, 1]), ([500, 500], [499, 501]), (rng.random(40).tolist(), rng.random(40).tolist())]
golden = {
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "logGamma": rows(special.gammaln, [[x] for x in (1e-5, 0.1, 0.5, 0.9, 1.5, 2.5, 3.7, 8, 11.9, 12, 50.5, 1e3, 1e5, 1e8)]),
    "upperIncompleteGamma": rows(special.gammaincc, [[a, x] for a in (0.5, 1, 2.5, 10, 37.5, 200, 5000, 1e5) for f in (0.01, 0.3, 0.8, 0.97, 1, 1.01, 1.1, 1.5, 4, 20) for x in [a * f] if special.gammaincc(a, x) > 1e-290]),
    "chiSquareSurvival": rows(stats.chi2.sf, [[x, df] for df in (1, 2, 3, 9, 49, 500) for x in (0.0, 1e-3, 0.5, 3.0, 20.0, 150.0, 700.0)]),
    "normalTwoSidedSurvival": rows(lambda z: special.erfc(abs(z) / np.sqrt(2)), [[z] for z in (0.0, 1e-8, 0.1, -1.0, 1.96, 3.0, -6.0, 8.5, 20.0, 37.0)]),
    "roundHalfEven": rows(np.round, [[x] for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999, 2.5001, 9.0, 908.5, 909.5)]),
    "smirnovSurvival": rows(special.smirnov, [[n, x] for n in (1, 2, 10, 140, 999) for x in (0.001, 0.02, 0.1, 0.3, 0.5, 0.8, 0.99)]),
    "kolmogorovSurvival": rows(lambda n, x: stats.kstwo.sf(x, n), [[n, x] for n in (1, 2, 5, 20, 100, 139, 140, 141, 200, 500, 909, 1000, 5000, 20_000, 150_000) for x in (0.001, 0.002, 0.004, 0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.3, 0.5, 0.7, 0.95, 1.0)]),
    "kolmogorovTwoSample": pvalues,
    "twoSamples": two_samples,
    "jensenShannon": [{"p": p, "q": q, "distance": float(distance.jensenshannon(p, q))} for p, q in shares],
    "histograms": histograms,
}
path = pathlib.Path(__file__).with_name("special_functions.json")
path.write_text(json.dumps(golden, indent=1).replace("\n   ", " ").replace("\n  ]", "]") + "\n")
print(path.stat().st_size)
