"""The libraries' own answers about the sample project, as JSON.

    python cli_peer.py drift REFERENCE CURRENT        Evidently's data drift preset: method and value of each column
    python cli_peer.py contributions MODEL DATA ROWS  pred_contribs of XGBoost (float32) or LightGBM, a list a row, bias last
"""

import json
import sys
import warnings

warnings.filterwarnings("ignore")

import pandas as pd

def drift(reference, current):
    from evidently import Report
    from evidently.presets import DataDriftPreset

    snapshot = Report([DataDriftPreset()]).run(pd.read_parquet(current), pd.read_parquet(reference)).dict()
    columns = [metric for metric in snapshot["metrics"] if metric["config"]["type"].endswith("ValueDrift")]
    return {metric["config"]["column"]: [metric["config"]["method"], float(metric["value"])] for metric in columns}


def contributions(model, data, rows):
    frame = pd.read_parquet(data).head(int(rows))
    for name in ("origin", "destination"):
        frame[name] = frame[name].astype(object).astype("category")
    if model.endswith(".lgb"):
        import lightgbm

        booster = lightgbm.Booster(model_file=model)
        return booster.predict(frame[booster.feature_name()], pred_contrib=True).tolist()
    import xgboost

    booster = xgboost.Booster(model_file=model)
    # As the scikit-learn class that logged it predicts: it stops at the best round.
    best = booster.attr("best_iteration")
    rounds = (0, 0) if best is None else (0, int(best) + 1)
    matrix = xgboost.DMatrix(frame[booster.feature_names], enable_categorical=True)
    return booster.predict(matrix, pred_contribs=True, iteration_range=rounds).astype("float64").tolist()


what, *rest = sys.argv[1:]
print(json.dumps(drift(*rest) if what == "drift" else contributions(*rest)))
