"""Logs two evaluation tables as MLflow does, and prints the runs and what pandas makes of a table, as JSON.

    python evaluation_peer.py FOLDER
"""

import json
import sys
import warnings

warnings.filterwarnings("ignore")

import mlflow
import numpy as np
import pandas as pd
from mlflow.metrics import MetricValue, make_metric


def evaluated(seed, shift):
    random = np.random.default_rng(seed)
    actual = random.normal(size=80)
    data = pd.DataFrame({
        "carrier": random.choice(["AA", "UA", "DL"], 80),
        "hour": random.integers(0, 24, 80),
        "distance": np.where(random.random(80) < 0.1, np.nan, random.normal(500, 90, 80)),
        "actual": actual,
        "predicted": actual + random.normal(size=80) / 5 + shift,
    })

    def absolute_errors(predictions, targets, metrics):
        return MetricValue(scores=(predictions - targets).abs().tolist())

    metric = make_metric(eval_fn=absolute_errors, greater_is_better=False, name="absolute_error")
    with mlflow.start_run() as run:
        mlflow.models.evaluate(data=data, targets="actual", predictions="predicted", extra_metrics=[metric], evaluators="default")
    return run.info.run_id


def main(folder):
    mlflow.set_tracking_uri(f"sqlite:///{folder}/mlflow.db")
    mlflow.set_experiment(experiment_id=mlflow.create_experiment("evaluations", artifact_location=f"file://{folder}/artifacts"))
    runs = {"reference": evaluated(1, 0), "current": evaluated(2, 3)}
    table = mlflow.load_table("eval_results_table.json", run_ids=[runs["reference"]])
    columns = {name: {"dtype": str(table[name].dtype), "missing": int(table[name].isna().sum())} for name in table.columns}
    return {**runs, "columns": columns, "tags": mlflow.get_run(runs["reference"]).data.tags}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
