"""Trains one model and records what it did in an MLflow run, as a person's training script would."""

import json

import lightgbm as lgb
import mlflow
import numpy as np
import xgboost as xgb
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, Schema
from sklearn.metrics import log_loss, mean_absolute_error, root_mean_squared_error, roc_auc_score

from flights import inputs

TYPES = {"origin": "string", "destination": "string", "origin_delay_yesterday": "double", "origin_delay_3h_ago": "double"}
REQUIREMENTS = {"xgboost": ["mlflow==3.0.0", "xgboost==3.2.0", "pandas==2.3.3"], "lightgbm": ["mlflow==3.0.0", "lightgbm==4.7.0", "pandas==2.3.3"]}
EVERY = 5


class Trainer:
    """Holds what all runs share: the clock, the airports' codes, and the rows of June that every model is tried on."""

    def __init__(self, clock, categories, june):
        self.clock = clock
        self.categories = categories
        self.june = june

    def rows(self, flights, spec):
        return inputs(flights, spec["columns"], self.categories)

    def train(self, spec):
        """spec: library, params, rounds, columns, train and valid (rows), target ("late" or "delay"), save (format or None)."""
        mlflow.log_params({**spec["params"], "rounds": spec["rounds"], "train_rows": len(spec["train"])})
        fit = self.fit_xgboost if spec["library"] == "xgboost" else self.fit_lightgbm
        model, history = fit(spec)
        self.log_history(history)
        for name, value in self.scores(model, spec, self.june).items():
            mlflow.log_metric(f"june_{name}", value)
        mlflow.log_dict(importance(model), "feature_importance.json")
        if spec.get("save"):
            self.save(model, spec)
        return model

    def fit_xgboost(self, spec):
        make = lambda flights: xgb.DMatrix(self.rows(flights, spec), label(flights, spec), enable_categorical=True)
        if spec.get("classifier"):
            model = xgb.XGBClassifier(**spec["params"], n_estimators=spec["rounds"], enable_categorical=True, early_stopping_rounds=5, n_jobs=2)
            valid = (self.rows(spec["valid"], spec), label(spec["valid"], spec))
            model.fit(self.rows(spec["train"], spec), label(spec["train"], spec), eval_set=[valid], verbose=False)
            return model, model.evals_result()["validation_0"]
        history = {}
        params = {**spec["params"], "nthread": 2}
        model = xgb.train(params, make(spec["train"]), spec["rounds"], evals=[(make(spec["valid"]), "valid")], evals_result=history, verbose_eval=False)
        return model, history["valid"]

    def fit_lightgbm(self, spec):
        make = lambda flights, **more: lgb.Dataset(self.rows(flights, spec), label(flights, spec), **more)
        history = {}
        params = {**spec["params"], "num_threads": 2, "verbose": -1, "deterministic": True}
        train = make(spec["train"])
        model = lgb.train(params, train, spec["rounds"], valid_sets=[make(spec["valid"], reference=train)], valid_names=["valid"], callbacks=[lgb.record_evaluation(history)])
        return model, history["valid"]

    def log_history(self, history):
        names = {"binary_logloss": "logloss", "l1": "mae"}
        for key, values in history.items():
            name = names.get(key, key)
            for step in [*range(EVERY, len(values), EVERY), len(values)]:
                self.clock.wait(0.4)
                mlflow.log_metric(name, values[step - 1], step=step)

    def predict(self, model, spec, flights):
        """The probability of being late, or the delay in minutes."""
        rows = self.rows(flights, spec)
        if isinstance(model, xgb.XGBClassifier):
            return model.predict_proba(rows)[:, 1]
        return model.predict(xgb.DMatrix(rows, enable_categorical=True) if isinstance(model, xgb.Booster) else rows)

    def scores(self, model, spec, flights):
        truth, predicted = label(flights, spec), self.predict(model, spec, flights).astype("float64")
        if spec["target"] == "delay":
            return {"rmse": root_mean_squared_error(truth, predicted), "mae": mean_absolute_error(truth, predicted)}
        return {"auc": roc_auc_score(truth, predicted), "logloss": log_loss(truth, predicted)}

    def save(self, model, spec):
        self.clock.wait(1)
        flavor = mlflow.xgboost if spec["library"] == "xgboost" else mlflow.lightgbm
        output = "predicted_delay" if spec["target"] == "delay" else "late_probability"
        signature = ModelSignature(
            Schema([ColSpec(TYPES.get(name, "long"), name, required=name not in ("origin_delay_yesterday", "origin_delay_3h_ago")) for name in spec["columns"]]),
            Schema([ColSpec("double", output)]),
        )
        options = {"model_format": spec["save"]} if spec["library"] == "xgboost" else {}
        flavor.log_model(model, name="model", signature=signature, pip_requirements=REQUIREMENTS[spec["library"]], **options)


def label(flights, spec):
    return flights[spec["target"]]


def importance(model):
    """Total gain by feature, as the library counts it."""
    if isinstance(model, xgb.XGBClassifier):
        model = model.get_booster()
    if isinstance(model, xgb.Booster):
        gain = model.get_score(importance_type="total_gain")
    else:
        gain = dict(zip(model.feature_name(), model.feature_importance("gain")))
    ordered = sorted(gain.items(), key=lambda item: -item[1])
    return json.loads(json.dumps({name: float(np.round(value, 3)) for name, value in ordered}))
