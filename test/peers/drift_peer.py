"""The real Evidently on pairs of files: what the drift tests compare Model Ops with.

    python drift_peer.py compare < requests.json   [{"name", "reference", "current", "types"?}] -> [{"name", "columns", "preset"}]
    python drift_peer.py methods < requests.json   [{"name", "reference", "current", "columns", "methods": [{"method", "kinds"}]}] -> [{"name", "method", "columns", "preset"}]
    python drift_peer.py tables < requests.json    the same as compare, by the table of Evidently 0.6 and before
    python drift_peer.py tableMethods < requests.json  the same as methods, by that table; "roles" as for tables
    python drift_peer.py datasets FOLDER           writes scikit-learn's data sets as reference and current files
    python drift_peer.py numbers < requests.json   [["function", arguments...]] -> [value], by SciPy
    python drift_peer.py exact < requests.json     the same by mpmath with 40 digits; null where it has no formula
    python drift_peer.py time REFERENCE CURRENT    seconds of the data drift preset on DataFrames in memory, and the process's peak memory

All print one JSON value.
"""
import importlib
import inspect
import json
import math
import pathlib
import re
import sys
import time
import warnings

import numpy as np
import pandas as pd
from mpmath import mp

warnings.simplefilter("ignore")
mp.dps = 40
TYPES = {"numeric": "numerical_columns", "categorical": "categorical_columns", "text": "text_columns"}


def read(path):
    return pd.read_parquet(path) if path.endswith(".parquet") else pd.read_csv(path)


def plain(value):
    value = float(value)
    return value if math.isfinite(value) else str(value)


def value_drift(reference, current, name, kind):
    """One column by the new API's ValueDrift; Evidently's own error where it raises one."""
    from evidently import DataDefinition, Dataset, Report
    from evidently.metrics import ValueDrift

    definition = DataDefinition(**{option: [name] if TYPES.get(kind) == option else [] for option in TYPES.values()}) if kind else None
    try:
        sides = [Dataset.from_pandas(frame[[name]].copy(), data_definition=definition) for frame in (current, reference)]
        result = Report([ValueDrift(column=name)], include_tests=True).run(*sides).dict()
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    metric, test = result["metrics"][0], result["tests"][0]
    return {"score": plain(metric["value"]), "method": metric["config"]["method"], "threshold": metric["config"]["threshold"], "drifted": test["status"] == "FAIL"}


def compare(request):
    from evidently.core.datasets import infer_column_type

    reference, current = read(request["reference"]), read(request["current"])
    types = request.get("types", {})
    columns = []
    for name in reference.columns:
        if name not in current.columns:
            continue
        kind = infer_column_type(current[name]).value
        row = {"name": name, "type": kind, "dtype": str(current[name].dtype), "missing": [int(reference[name].isna().sum()), int(current[name].isna().sum())]}
        if types.get(name) in TYPES or (name not in types and kind in ("num", "cat", "text")):
            row.update(value_drift(reference, current, name, types.get(name)))
        columns.append(row)
    return {"name": request["name"], "columns": columns, "preset": preset(reference, current, [row["name"] for row in columns if "score" in row and row["name"] not in types and not has_infinities(reference, current, row["name"])])}


def by_method(request):
    """Columns of a pair by methods that are asked for by name, through the new API."""
    from evidently import Dataset, Report
    from evidently.core.datasets import infer_column_type
    from evidently.metrics import ValueDrift
    from evidently.metrics.column_statistics import ValueDriftCalculation

    # Its figures are drawn beside the score, take two thirds of the time and are not compared.
    ValueDriftCalculation._render = lambda *_: []
    reference, current = (read(request[side])[request["columns"]] for side in ("reference", "current"))
    kinds = {name: infer_column_type(current[name]).value for name in request["columns"]}
    facts = {name: {"name": name, "type": kinds[name], "missing": [int(reference[name].isna().sum()), int(current[name].isna().sum())]} for name in kinds}

    def scores(names, method):
        try:
            sides = [Dataset.from_pandas(frame[names].copy()) for frame in (current, reference)]
            result = Report([ValueDrift(column=name, method=method) for name in names], include_tests=True).run(*sides).dict()
        except Exception as error:
            return [{"error": f"{type(error).__name__}: {error}"}] if len(names) == 1 else [score for name in names for score in scores([name], method)]
        return [
            {"score": plain(metric["value"]), "threshold": metric["config"]["threshold"], "drifted": test["status"] == "FAIL"}
            for metric, test in zip(result["metrics"], result["tests"])
        ]

    for each in request["methods"]:
        names = [name for name in kinds if kinds[name] in each["kinds"]]
        rows = [{**facts[name], **score} for name, score in zip(names, scores(names, each["method"]))] if names else []
        yield {"name": f"{request['name']} by {each['method']}", "method": each["method"], "columns": rows, "preset": None}


def table(request):
    """A pair by the old DataDriftTable: column by column, as one that it fails on would take the others with it, then all that it can."""
    from evidently.legacy.metrics import DataDriftTable
    from evidently.legacy.pipeline.column_mapping import ColumnMapping
    from evidently.legacy.report import Report
    from evidently.legacy.utils.data_operations import process_columns

    reference, current = read(request["reference"]), read(request["current"])
    roles = {"target": None, "prediction": None, **request.get("roles", {})}
    mapping = ColumnMapping(**roles)

    def run(names):
        report = Report(metrics=[DataDriftTable(columns=names)])
        kept = list(dict.fromkeys([*names, *(name for name in roles.values() if name)]))
        report.run(reference_data=reference[kept].copy(), current_data=current[kept].copy(), column_mapping=mapping)
        return report.as_dict()["metrics"][0]["result"]

    def one(name):
        if process_columns(reference[[name]], ColumnMapping(target=None, prediction=None)).datetime_feature_names:
            return {"type": "datetime"}
        try:
            found = run([name])["drift_by_columns"][name]
        except Exception as error:
            return {"type": "unknown", "error": f"{type(error).__name__}: {error}"}
        return {"type": found["column_type"], "score": plain(found["drift_score"]), "method": found["stattest_name"], "threshold": found["stattest_threshold"], "drifted": bool(found["drift_detected"])}

    common = [name for name in reference.columns if name in current.columns]
    columns = [{"name": name, "missing": [int(reference[name].isna().sum()), int(current[name].isna().sum())], **one(name)} for name in common]
    scored = [row["name"] for row in columns if "score" in row]
    whole = run(scored)
    preset = {"names": scored, "driftedColumns": whole["number_of_drifted_columns"], "share": plain(whole["share_of_drifted_columns"]), "drifted": bool(whole["dataset_drift"])}
    return {"name": f"{request['name']} by the old table", "columns": columns, "preset": preset}


def table_by_method(request):
    """Columns of a pair by methods that are asked for by name, through the old DataDriftTable."""
    from evidently.legacy.metrics import DataDriftTable
    from evidently.legacy.pipeline.column_mapping import ColumnMapping
    from evidently.legacy.report import Report

    reference, current = (read(request[side])[request["columns"]] for side in ("reference", "current"))
    mapping = ColumnMapping(**{"target": None, "prediction": None, **request.get("roles", {})})
    missing = {name: [int(reference[name].isna().sum()), int(current[name].isna().sum())] for name in request["columns"]}

    def run(names, method=None):
        report = Report(metrics=[DataDriftTable(columns=names, stattest=method)])
        report.run(reference_data=reference.copy(), current_data=current.copy(), column_mapping=mapping)
        return report.as_dict()["metrics"][0]["result"]["drift_by_columns"]

    kinds = {name: found["column_type"] for name, found in run(request["columns"]).items()}

    def scores(names, method):
        try:
            found = run(names, method)
        except Exception as error:
            return [{"error": f"{type(error).__name__}: {error}"}] if len(names) == 1 else [score for name in names for score in scores([name], method)]
        return [{"score": plain(found[name]["drift_score"]), "threshold": found[name]["stattest_threshold"], "drifted": bool(found[name]["drift_detected"])} for name in names]

    for each in request["methods"]:
        names = [name for name in kinds if kinds[name] in each["kinds"]]
        rows = [{"name": name, "type": kinds[name], "missing": missing[name], **score} for name, score in zip(names, scores(names, each["method"]))] if names else []
        yield {"name": f"{request['name']} by {each['method']}", "method": each["method"], "columns": rows, "preset": None}


def has_infinities(reference, current, name):
    """The preset's count leaves infinities in, unlike ValueDrift, so that distances become NaN there."""
    return any(frame[name].dtype.kind == "f" and np.isinf(frame[name]).any() for frame in (reference, current))


def preset(reference, current, names):
    """The data drift preset over the columns that can be computed: share and verdict."""
    from evidently import Dataset, Report
    from evidently.presets import DataDriftPreset

    if not names:
        return None
    try:
        result = Report([DataDriftPreset(columns=names)], include_tests=True).run(Dataset.from_pandas(current[names]), Dataset.from_pandas(reference[names])).dict()
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    count = result["metrics"][0]["value"]
    return {"names": names, "driftedColumns": int(count["count"]), "share": plain(count["share"]), "drifted": result["tests"][0]["status"] == "FAIL"}


def datasets(folder):
    """Real data, split in ways that move some columns and leave others, as CSV and Parquet."""
    import sklearn.datasets as sets

    written = []
    for name, by, sizes in [("breast_cancer", "mean radius", None), ("wine", "alcohol", None), ("diabetes", "bmi", None), ("iris", None, None), ("digits", None, (1200, 597))]:
        frame = getattr(sets, f"load_{name}")(as_frame=True).frame
        rng = np.random.default_rng(len(name))
        if sizes:
            order = rng.permutation(len(frame))
            reference, current = frame.iloc[order[: sizes[0]]], frame.iloc[order[sizes[0] :]]
        elif by:
            # Rows with high values are more likely to be current.
            late = rng.random(len(frame)) < 0.15 + 0.6 * frame[by].rank(pct=True)
            reference, current = frame[~late], frame[late]
        else:
            reference, current = frame.iloc[::2], frame.iloc[1::2]
        for ending in ("csv", "parquet"):
            paths = [str(pathlib.Path(folder) / f"{name}_{side}.{ending}") for side in ("reference", "current")]
            for path, part in zip(paths, (reference, current)):
                part = part.reset_index(drop=True)
                part.to_csv(path, index=False) if ending == "csv" else part.to_parquet(path)
            written.append({"name": f"{name} {ending}", "reference": paths[0], "current": paths[1]})
    for name, reference, current in made(np.random.default_rng(11)):
        paths = [str(pathlib.Path(folder) / f"{name}_{side}.parquet") for side in ("reference", "current")]
        reference.to_parquet(paths[0])
        current.to_parquet(paths[1])
        written.append({"name": name, "reference": paths[0], "current": paths[1]})
    return written


def sentences(modules):
    """Of the docstrings of modules and their members, each once."""
    texts = []
    for module in map(importlib.import_module, modules):
        members = [module, *(member for name, member in sorted(vars(module).items()) if not name.startswith("_") and callable(member))]
        texts += [re.sub(r"\s+", " ", text) for member in members for text in re.split(r"(?<=[.!?])\s+", inspect.getdoc(member) or "") if len(text) >= 20]
    return list(dict.fromkeys(texts))


def docstrings():
    """What Python's own library says of itself: on one side also of other subjects."""
    files = sentences(["argparse", "collections", "csv", "datetime", "json", "logging", "pathlib", "shutil", "subprocess", "zipfile"])
    figures = sentences(["decimal", "fractions", "heapq", "math", "random", "statistics", "struct", "textwrap"])
    return pd.DataFrame({"sentence": files[::2]}), pd.DataFrame({"sentence": [*files[1::2], *figures[: len(files) // 4]]})


def made(rng):
    yield "docstrings", *docstrings()
    yield "typed", typed(rng, 1500, 0), typed(rng, 400, 0.2)
    yield "typed, small reference", typed(rng, 500, 0), typed(rng, 400, 0.2)
    # More than 10,000 rows: the asymptotic branch of the two-sample Kolmogorov-Smirnov test.
    for rows in (900, 130):
        yield f"{rows} rows against 12,000", pd.DataFrame({f"shift {shift}": rng.normal(shift, 1, rows) for shift in (0, 0.05, 0.2, 1)}), pd.DataFrame({f"shift {shift}": rng.normal(0, 1, 12_000) for shift in (0, 0.05, 0.2, 1)})


def typed(rng, rows, shift):
    """A column of every type that pandas writes to Parquet."""
    number = rng.normal(shift, 1, rows)
    integer = rng.integers(0, 60, rows) + int(10 * shift)
    text = rng.choice(list("abcd"), rows, p=[0.25 + shift, 0.25 - shift, 0.25, 0.25])
    truth = rng.random(rows) < 0.5 + shift
    gap = rng.random(rows) < 0.1
    return pd.DataFrame({
        "float64": number, "float32": number.astype("float32"), "float32_missing": np.where(gap, np.nan, number).astype("float32"), "float32_few": integer.astype("float32") % 4,
        "int8": integer.astype("int8"), "int64": integer, "int64_missing": pd.Series(integer).where(~gap), "int_few": integer % 7, "uint8": integer.astype("uint8"),
        "Int64": pd.Series(integer).astype("Int64"), "Float64": pd.Series(number).astype("Float64"), "bool": truth, "boolean": pd.Series(truth).astype("boolean"),
        "bool_missing": pd.Series(truth).astype(object).where(~gap, None), "str": text, "str_missing": pd.Series(text).where(~gap, None), "string": pd.Series(text).astype("string"),
        "category": pd.Categorical(text), "category_int": pd.Categorical(integer % 5), "text": [f"note {k}" for k in range(rows)], "time": pd.Timestamp("2024-01-01") + pd.to_timedelta(integer, unit="h"),
        "timedelta": pd.to_timedelta(integer, unit="h"), "list": [[int(value)] for value in integer], "object_bytes": [bytes(value, "ascii") for value in text],
        "infinities": np.where(gap, np.inf, number), 'a "name", <b>marked</b>\nup': number})


def upper_gamma(a, x):
    return mp.gammainc(mp.mpf(a), mp.mpf(x), regularized=True)


def lower_beta(a, b, x):
    a, b = mp.mpf(a), mp.mpf(b)
    return x**a * (1 - x) ** b / (a * mp.beta(a, b)) * mp.hyp2f1(a + b, 1, a + 1, x)


def beta(a, b, x):
    """By the series that converges fast: of the smaller side."""
    return lower_beta(a, b, x) if x < mp.mpf(a) / (a + b) else 1 - lower_beta(b, a, 1 - x)


def urn_share(hits, total, marked, drawn):
    return mp.mpf(math.comb(marked, hits) * math.comb(total - marked, drawn - hits)) / math.comb(total, drawn)


def urn_sum(first, last, total, marked, drawn):
    return mp.fsum(urn_share(hits, total, marked, drawn) for hits in range(max(first, 0, drawn + marked - total), min(last, marked, drawn) + 1))


def whole_product(left, right, bits=500):
    """Of two matrices of whole numbers, each times 2 to a power; only the leading bits are kept."""
    product = left[0].dot(right[0])
    shift = max(0, max(int(entry).bit_length() for entry in product.flat) - bits)
    return np.array([[int(entry) >> shift for entry in row] for row in product], dtype=object), left[1] + right[1] + shift


def kolmogorov(n, x):
    """Durbin's matrix (Marsaglia, Tsang & Wang 2003). Up to n = 140 only: beyond, the function is an approximation by definition."""
    if n > 140:
        return mp.nan
    with mp.workdps(160):
        steps = n * mp.mpf(x)
        middle = int(mp.ceil(steps))
        rest, size = middle - steps, 2 * middle - 1
        matrix = [[mp.mpf(int(j <= i + 1)) for j in range(size)] for i in range(size)]
        for i in range(size):
            matrix[i][0] -= rest ** (i + 1)
            matrix[-1][i] -= rest ** (size - i)
        matrix[-1][0] += max(0, 2 * rest - 1) ** size
        square = np.array([[int(mp.ldexp(matrix[i][j] / mp.factorial(max(0, i - j + 1)), 500)) for j in range(size)] for i in range(size)], dtype=object), -500
        power, left = None, n
        while left:
            if left % 2:
                power = square if power is None else whole_product(power, square)
            left //= 2
            square = whole_product(square, square) if left else square
        return 1 - mp.ldexp(int(power[0][middle - 1, middle - 1]), power[1]) * mp.factorial(n) / mp.mpf(n) ** n


def kolmogorov_two_sample(distance, n1, n2):
    """The share of lattice paths that leave the band, counted. Up to 10,000 values a side."""
    if max(n1, n2) > 10_000:
        return mp.nan
    divisor = math.gcd(n1, n2)
    up, across = n2 // divisor, n1 // divisor
    steps = round(distance * across * n2)
    inside = [0] * (n2 + 1)
    for i in range(n1 + 1):
        first, last = max(0, (i * up - steps) // across + 1), min(n2, -((-i * up - steps) // across) - 1)
        below = 0
        for j in range(n2 + 1) if i == 0 else range(max(0, first - 1), min(n2, last + 1) + 1):
            below = inside[j] = (inside[j] + below if i or j else 1) if first <= j <= last else 0
    paths = math.comb(n1 + n2, n1)
    return mp.mpf(paths - inside[n2]) / paths


# Where SciPy itself is further than 1e-12 from the value: log-gamma beside its zeros, gamma and beta of large arguments,
# urns of many balls, Kolmogorov's distribution where it is taken from 1.
EXACT = {
    "logGamma": lambda x: mp.loggamma(mp.mpf(x)), "upperIncompleteGamma": upper_gamma, "lowerIncompleteGamma": lambda a, x: mp.gammainc(mp.mpf(a), 0, mp.mpf(x), regularized=True),
    "chiSquareSurvival": lambda x, df: upper_gamma(mp.mpf(df) / 2, mp.mpf(x) / 2), "incompleteBeta": lambda a, b, x, y: beta(a, b, mp.mpf(x)),
    "studentTwoSidedSurvival": lambda t, df: beta(mp.mpf(df) / 2, mp.mpf(0.5), df / (df + mp.mpf(t) ** 2)),
    "kolmogorovSurvival": kolmogorov, "kolmogorovTwoSample": kolmogorov_two_sample, "hypergeometricPmf": urn_share, "hypergeometricCdf": lambda k, *urn: urn_sum(0, k, *urn), "hypergeometricSurvival": lambda k, *urn: urn_sum(k + 1, urn[1], *urn),
}


def numbers(requests):
    from scipy import special, stats
    from scipy.spatial import distance

    def two_sample(statistic, n1, n2):
        if max(n1, n2) > 10_000:
            return stats.kstwo.sf(statistic, np.round(n1 * n2 / (n1 + n2)))
        from scipy.stats import _stats_py

        return _stats_py._attempt_exact_2kssamp(n1, n2, math.gcd(n1, n2), statistic, "two-sided")[2]

    functions = {
        "logGamma": special.gammaln, "upperIncompleteGamma": special.gammaincc, "chiSquareSurvival": stats.chi2.sf, "smirnovSurvival": special.smirnov,
        "normalTwoSidedSurvival": lambda z: special.erfc(abs(z) / math.sqrt(2)), "kolmogorovSurvival": lambda n, x: stats.kstwo.sf(x, n), "kolmogorovTwoSample": two_sample,
        "lowerIncompleteGamma": special.gammainc, "incompleteBeta": lambda a, b, x, y: special.betainc(a, b, x), "erfc": special.erfc, "normalSurvival": stats.norm.sf,
        "studentTwoSidedSurvival": lambda t, df: 2 * stats.t.sf(abs(t), df),
        "besselKQuarter": lambda x: special.kv(0.25, x), "hypergeometricPmf": stats.hypergeom.pmf, "hypergeometricCdf": stats.hypergeom.cdf, "hypergeometricSurvival": stats.hypergeom.sf,
        "jensenShannonDistance": lambda p, q: distance.jensenshannon(p, q), "wasserstein": stats.wasserstein_distance,
    }
    return [plain(functions[name](*arguments)) for name, *arguments in requests]


def timed(reference, current):
    from evidently import Dataset, Report
    from evidently.presets import DataDriftPreset

    # Not there on Windows, where nothing is timed.
    import resource

    frames = read(current), read(reference)
    start = time.perf_counter()
    result = Report([DataDriftPreset()]).run(*(Dataset.from_pandas(frame) for frame in frames)).dict()
    seconds = time.perf_counter() - start
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return {"seconds": seconds, "count": result["metrics"][0]["value"]["count"], "megabytes": kilobytes / 1024}


def main(command, *arguments):
    if command == "compare":
        return [compare(request) for request in json.load(sys.stdin)]
    if command == "methods":
        return [result for request in json.load(sys.stdin) for result in by_method(request)]
    if command == "tableMethods":
        return [result for request in json.load(sys.stdin) for result in table_by_method(request)]
    if command == "tables":
        return [table(request) for request in json.load(sys.stdin)]
    if command == "numbers":
        return numbers(json.load(sys.stdin))
    if command == "exact":
        return [plain(EXACT[name](*arguments)) if name in EXACT else None for name, *arguments in json.load(sys.stdin)]
    return {"datasets": datasets, "time": timed}[command](*arguments)


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
