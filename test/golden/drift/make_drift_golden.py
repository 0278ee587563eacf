"""Writes drift_golden.json: pairs of CSV tables and what the real Evidently makes of them.

Real data: wine, iris and breast cancer as scikit-learn ships them, and flights of 2001 from the npm package vega-datasets
3.2.1 (data/flights-2k.json, BSD-3-Clause), whose path is the argument. Made data: the edges of every test and type.
Run with the Python that holds the pinned peers: python make_drift_golden.py FLIGHTS_2K_JSON
"""
import json
import pathlib
import platform
import sys
import tempfile

import evidently
import numpy as np
import pandas as pd
import scipy
import sklearn
import sklearn.datasets as sets

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "peers"))
import drift_peer  # noqa: E402

rng = np.random.default_rng(20010101)


def texts(values):
    return ["" if value is None else str(value) for value in values]


def table(columns):
    names = list(columns)
    rows = zip(*[texts(columns[name]) for name in names])
    return ",".join(names) + "\n" + "".join(",".join(row) + "\n" for row in rows)


def cycle(count, *values):
    return [values[k % len(values)] for k in range(count)]


def some_missing(values, every):
    return [None if k % every == 2 else value for k, value in enumerate(values)]


def normal(count, shift=0.0):
    return np.round(rng.normal(shift, 1, count), 4).tolist()


def edges(n, shift, current):
    other = (lambda now, before: now) if current else (lambda now, before: before)
    return {
        "row": list(range(n)),
        "constant_text": cycle(n, "a"),
        "constant_text_changed": cycle(n, other("b", "a")),
        "constant_number": cycle(n, 5),
        "constant_number_changed": cycle(n, other(6, 5)),
        "constant_fraction_changed": cycle(n, other(6.5, 5.5)),
        "new_category": cycle(n, *other(["a", "b", "d"], ["a", "b"])),
        "new_of_three": cycle(n, *other(["a", "b", "c", "d"], ["a", "b", "c"])),
        "vanished": cycle(n, *other(["a", "b"], ["a", "b", "b", "c"])),
        "two_values": cycle(n, *other(["yes", "no", "no"], ["yes", "no"])),
        "truth": cycle(n, *other(["True", "False", "False"], ["True", "False"])),
        "truth_missing": cycle(n, "True", "False", None),
        "ten_integers": cycle(n, *range(other(9, 10))),
        "eleven_integers": [int(x) for x in rng.integers(0, 11, n)][: n - 11] + list(range(11)),
        "three_fractions": cycle(n, *other([0.5, 1.5, 2.5, 1.5], [0.5, 1.5, 2.5])),
        "five_fractions": cycle(n, 0.5, 1.5, 2.5, 3.5, 4.5),
        "six_fractions": cycle(n, 0.5, 1.5, 2.5, 3.5, 4.5, other(9.5, 5.5)),
        "numbers": normal(n, shift),
        "numbers_same": normal(n),
        "with_infinities": [*normal(n - 3, shift), "inf", "-inf", "Infinity"],
        "only_infinities": other(["inf"] * n, normal(n)),
        "integers_missing": some_missing(list(range(n)), 5),
        "missing_often": some_missing(normal(n), other(3, 60)),
        "missing_now": other([None] * n, normal(n)),
        "missing_before": other(normal(n), [None] * n),
        "missing_text_now": other([None] * n, cycle(n, "x", "y")),
        "dates": cycle(n, "2024-01-01", "2024-01-02", "2024-01-03"),
        "all_dates": [f"2024-01-01 00:{k // 60:02}:{k % 60:02}" for k in range(n)],
        "leading_zeros": cycle(n, *[f"{k:03}" for k in range(12)]),
        "notes": [f"note {k} of {n}" for k in range(n)],
        "half_distinct": [f"v{k // 2}" for k in range(n)],
        "tiny": [f"{x}e-300" for x in normal(n, shift)],
        "huge": [f"{x}e300" for x in normal(n, shift)],
        "zeros": cycle(n, *other([0, 0, 0, 0.0, 1.5, 2.5, 3.5, 4.5, 5.5], [0, 0, 0, 0, 0, 0, -0.0, 7.25])),
        "text_then_numbers": other(normal(n), cycle(n, "x", "y")),
        "numbers_then_text": other(cycle(n, "x", "y"), normal(n)),
        "integers_then_text": other(cycle(n, "1", "two", "3"), cycle(n, 1, 2, 3)),
        "integers_then_fractions": other([x + 0.5 for x in range(n)], list(range(n))),
        "unsigned_64_bit": cycle(n, "18446744073709551615", "1", "2"),
        "beyond_64_bit": cycle(n, "28446744073709551615", "1", "2"),
        "upper_and_lower": cycle(n, "a", "A", "å", "Å"),
        "null_words": cycle(n, "NA", "x", "null", "y", "None", "nan", "n/a"),
    }


def large(n, shift, current):
    other = (lambda now, before: now) if current else (lambda now, before: before)
    return {
        "numbers": normal(n, shift), "numbers_same": normal(n), "lognormal": np.round(rng.lognormal(shift, 2, n), 3).tolist(),
        "integers": rng.integers(0, 40, n).tolist(), "ten_integers": cycle(n, *range(10)), "eleven_integers": cycle(n, *range(other(11, 12))),
        "few_fractions": cycle(n, *other([0.5, 1.5, 1.5], [0.5, 1.5])), "few_before_many_now": other(normal(n), cycle(n, 0.5, 1.5)), "one_fraction_more": cycle(n, *other([0.5, 1.5, 2.5, 3.5, 4.5, 5.5], [0.5, 1.5, 2.5, 3.5, 4.5])),
        "truth": cycle(n, *other(["True", "False", "False"], ["True", "False"])), "categories": cycle(n, *other("abcdeeee", "abcde")), "new_category": cycle(n, *other("abz", "ab")),
        "constant": cycle(n, 5.5), "constant_changed": cycle(n, other(6.5, 5.5)), "with_infinities": [*normal(n - 2, shift), "inf", "-inf"], "missing": some_missing(normal(n, shift), other(3, 40)),
        "nearly_constant": [*cycle(n - 6, 1.5), 2.5, 3.5, 4.5, 5.5, 6.5, 7.5], "small_scale": [f"{x}e-5" for x in normal(n, shift)], "large_scale": [f"{x}e100" for x in normal(n, shift)],
    }


def real():
    for name, by, columns in [("wine", "alcohol", None), ("iris", None, None), ("breast_cancer", "mean radius", ["mean radius", "mean texture", "mean area", "mean smoothness", "mean symmetry", "worst concavity", "target"])]:
        frame = getattr(sets, f"load_{name}")(as_frame=True).frame
        late = rng.random(len(frame)) < 0.15 + 0.6 * frame[by].rank(pct=True) if by else np.arange(len(frame)) % 2 == 1
        frame = frame[columns or frame.columns]
        yield name, frame[~late].to_csv(index=False), frame[late].to_csv(index=False)
    flights = pd.DataFrame(json.loads(pathlib.Path(sys.argv[1]).read_text()))
    flights["hour"] = flights["date"].str[11:13].astype(int)
    yield "flights", flights[:1100].to_csv(index=False), flights[1100:].to_csv(index=False)


def made():
    yield "edges", table(edges(60, 0, False)), table(edges(50, 0.8, True)), {}
    yield "one current row", table({"n": normal(40), "c": cycle(40, "a", "b", "c"), "k": cycle(40, 1, 2)}), "n,c,k\n0.25,a,2\n", {}
    yield "one row each", "n,c\n1.5,a\n", "n,c\n2.5,a\n", {}
    yield "equal sizes", table({"n": normal(80), "m": normal(80)}), table({"n": normal(80, 0.4), "m": normal(80, 2)}), {}
    yield "large reference", table(large(1200, 0, False)), table(large(700, 0.3, True)), {}
    yield "just 1,000", table({"n": normal(1000), "c": cycle(1000, *"abcd")}), table({"n": normal(300, 0.1), "c": cycle(300, *"abcdd")}), {}
    yield "given types", table({"k": cycle(90, *range(8)), "n": cycle(90, *range(30)), "t": [f"x{k % 60}" for k in range(90)]}), table({"k": cycle(70, *range(7)), "n": cycle(70, *range(25)), "t": [f"x{k % 50}" for k in range(70)]}), {"k": "numeric", "n": "categorical", "t": "categorical"}


cases = []
with tempfile.TemporaryDirectory() as folder:
    for name, reference, current, types in [*((*each, {}) for each in real()), *made()]:
        paths = {}
        for side, text in (("reference", reference), ("current", current)):
            paths[side] = str(pathlib.Path(folder) / f"{side}.csv")
            pathlib.Path(paths[side]).write_text(text, encoding="utf-8", newline="")
        found = drift_peer.compare({"name": name, **paths, "types": types})
        cases.append({"name": name, "types": types, "reference": reference, "current": current, "columns": found["columns"], "preset": found["preset"]})

versions = {"python": platform.python_version(), "evidently": evidently.__version__, "pandas": pd.__version__, "scipy": scipy.__version__, "numpy": np.__version__, "scikit-learn": sklearn.__version__, "vega-datasets": "3.2.1"}
(HERE / "drift_golden.json").write_text(json.dumps({"versions": versions, "cases": cases}, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
