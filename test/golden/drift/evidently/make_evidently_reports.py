"""Reports as Evidently writes them, in both of its JSON shapes.

Run with Evidently 0.7: python make_evidently_reports.py. The versions are kept in versions.json beside the reports.

- new.json: `run.json()` of the new API, without tests: scores and thresholds, no verdicts.
- new_with_tests.json: the same with `include_tests=True`.
- new_methods.json: a method for each column by name, so that many display names are in it.
- old.json: `report.json()` of the old API (0.6 and before; `evidently.legacy` in 0.7), the preset.
- old_columns.json: the old API's ColumnDriftMetric, one a column, and no dataset metric.
- old_dict.json: `report.as_dict()` of the old API as JSON.
- no_drift.json: a report of Evidently that tests no drift.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import evidently
from evidently import DataDefinition, Dataset, Report
from evidently.legacy.metric_preset import DataDriftPreset as OldPreset
from evidently.legacy.metrics import ColumnDriftMetric
from evidently.legacy.report import Report as OldReport
from evidently.metrics import MeanValue, ValueDrift
from evidently.presets import DataDriftPreset

warnings.filterwarnings("ignore")
folder = Path(__file__).parent


def table(rows: int, shift: float, seed: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "distance": random.normal(700 + shift * 300, 120, rows),
            "hour": random.integers(0, 24, rows),
            "delay": random.exponential(10 + shift * 10, rows),
            "carrier": random.choice(["AA", "DL", "UA"], rows, p=[0.5 - shift * 0.2, 0.3, 0.2 + shift * 0.2]),
            "hub": random.choice(["yes", "no"], rows, p=[0.4, 0.6]),
        }
    )


def write(name: str, text: str) -> None:
    (folder / name).write_text(json.dumps(json.loads(text), indent=1) + "\n")


reference, current = table(600, 0.0, 1), table(700, 1.0, 2)
definition = DataDefinition(numerical_columns=["distance", "hour", "delay"], categorical_columns=["carrier", "hub"])
reference_set = Dataset.from_pandas(reference, data_definition=definition)
current_set = Dataset.from_pandas(current, data_definition=definition)

write("new.json", Report([DataDriftPreset()]).run(current_set, reference_set).json())
write("new_with_tests.json", Report([DataDriftPreset()], include_tests=True).run(current_set, reference_set).json())
methods = {
    "distance": ["ks", "wasserstein", "anderson", "cramer_von_mises", "es", "mannw", "t_test", "ed", "empirical_mmd", "psi", "kl_div", "jensenshannon", "hellinger"],
    "carrier": ["chisquare", "TVD", "psi", "kl_div", "jensenshannon", "hellinger"],
    "hub": ["z"],
}
metrics = [ValueDrift(column=column, method=method) for column, names in methods.items() for method in names]
write("new_methods.json", Report(metrics).run(current_set, reference_set).json())
write("no_drift.json", Report([MeanValue(column="distance")]).run(current_set, reference_set).json())

old = OldReport(metrics=[OldPreset()])
old.run(reference_data=reference, current_data=current)
write("old.json", old.json())
write("old_dict.json", json.dumps(old.as_dict(include_render=False), default=lambda value: value.tolist()))

columns = OldReport(metrics=[ColumnDriftMetric(column_name=column) for column in ["distance", "carrier"]])
columns.run(reference_data=reference, current_data=current)
write("old_columns.json", columns.json())

versions = {"python": sys.version.split()[0], "evidently": evidently.__version__, "numpy": np.__version__, "pandas": pd.__version__}
(folder / "versions.json").write_text(json.dumps(versions, indent=1) + "\n")
