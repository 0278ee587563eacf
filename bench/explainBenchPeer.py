"""Trains the model of the bench, writes it, the rows and XGBoost's values, and times XGBoost and shap on one thread.

    python explainBenchPeer.py FOLDER
"""
import json
import pathlib
import sys
import time

import numpy as np
import shap
import xgboost as xgb

FEATURES, TREES, DEPTH, ROWS, REPEATS = 28, 500, 8, 1000, 3
folder = pathlib.Path(sys.argv[1])


def fastest(work):
    work()
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return 1000 * min(times)


random = np.random.default_rng(0)
data = random.normal(size=(20_000, FEATURES)).astype(np.float32)
signal = data[:, 0] * data[:, 1] + np.sin(2 * data[:, 2]) + data[:, 3] ** 2 * data[:, 4] + 0.2 * data[:, 5:15].sum(axis=1)
target = (signal + 0.5 * random.normal(size=len(data)) > 0.5).astype(int)
booster = xgb.train({"objective": "binary:logistic", "max_depth": DEPTH, "eta": 0.05}, xgb.DMatrix(data, target), TREES)
booster.save_model(folder / "model.ubj")
booster.set_param({"nthread": 1})
rows = xgb.DMatrix(data[:ROWS], nthread=1)
values = booster.predict(rows, pred_contribs=True)
data[:ROWS].astype(np.float64).tofile(folder / "rows.bin")
values.astype(np.float64).tofile(folder / "values.bin")
explainer = shap.TreeExplainer(booster)
print(
    json.dumps(
        {
            "xgboost": fastest(lambda: booster.predict(rows, pred_contribs=True)),
            "shap": fastest(lambda: explainer.shap_values(data[:ROWS], check_additivity=False)),
        }
    )
)
