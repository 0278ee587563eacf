"""Trains fresh models with the real libraries on real data and writes, for each, the model as MLflow or the library saves
it, the data as a person keeps it (CSV or Parquet), and the SHAP values of the reference.

    python explain_peer.py FOLDER

prints a JSON list of cases; see `Case` in explain.test.ts.
"""
import json
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "golden" / "explain"))

import lightgbm as lgb
import mlflow
import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_wine
from sklearn.model_selection import train_test_split

from golden import plain, shap_core, three_dimensional, xgboost_float32

FOLDER = pathlib.Path(sys.argv[1])
QUIET = {"verbose": -1, "num_threads": 2, "seed": 5}
cases = []


def case(name, model, frame, *, call, values, base, float32=False, predictions=None, suffix="csv"):
    """`values`: rows x features x outputs."""
    data = FOLDER / f"{name}.{suffix}"
    if predictions is not None:
        frame = frame.assign(recorded=predictions)
    frame.to_csv(data, index=False) if suffix == "csv" else frame.to_parquet(data)
    cases.append(
        {
            "name": name,
            "model": str(model),
            "data": str(data),
            "call": call,
            "float32": float32,
            "values": plain(np.asarray(values, dtype=np.float64)),
            "baseValues": plain(np.atleast_1d(np.asarray(base, dtype=np.float64))),
            "prediction": None if predictions is None else "recorded",
            "largestPrediction": 0 if predictions is None else float(np.abs(predictions).max()),
        }
    )


def xgboost_cases(name, booster, frame, outputs=1, *, model, rounds=0, core=True, weights=None, predictions=None, suffix="csv", matrix=None):
    rows = None if matrix is not None else frame.to_numpy(dtype=np.float64)
    matrix = matrix if matrix is not None else xgb.DMatrix(frame, enable_categorical=True)
    values, base, _ = xgboost_float32(booster, matrix, outputs, rounds)
    shared = {"predictions": predictions, "suffix": suffix}
    case(name + " against XGBoost", model, frame, call="pred_contribs", values=values, base=base, float32=True, **shared)
    if core:
        values, base, _ = shap_core(booster, rows, outputs, tree_limit=rounds * outputs if rounds else None, tree_weights=weights)
        case(name + " against shap", model, frame, call="shap's C core", values=values, base=base, **shared)


def save(model, name):
    path = FOLDER / name
    model.save_model(str(path))
    return path


def logged(save_model, model, name, **more):
    path = FOLDER / name
    save_model(model, str(path), pip_requirements=[], **more)
    return path


def with_holes(frame, share, seed):
    return frame.mask(np.random.default_rng(seed).random(frame.shape) < share)


def xgboost_models():
    cancer = load_breast_cancer(as_frame=True)
    rows = cancer.data.iloc[::4]
    booster = xgb.train({"objective": "binary:logistic", "max_depth": 6, "seed": 5}, xgb.DMatrix(cancer.data, cancer.target), 120)
    probabilities = booster.predict(xgb.DMatrix(rows))
    for suffix in ("json", "ubj"):
        xgboost_cases(f"xgb binary {suffix}", booster, rows, model=save(booster, f"binary.{suffix}"), predictions=probabilities)

    holes = with_holes(cancer.data, 0.15, 8)
    booster = xgb.train({"objective": "binary:logistic", "max_depth": 12, "min_child_weight": 0, "seed": 5}, xgb.DMatrix(holes, cancer.target), 40)
    xgboost_cases("xgb deep with missing values", booster, holes.iloc[::5], model=save(booster, "deep.ubj"), suffix="parquet")

    train, test, target, target_test = train_test_split(cancer.data, cancer.target, random_state=4)
    model = xgb.XGBClassifier(n_estimators=150, max_depth=4, learning_rate=0.7, early_stopping_rounds=5)
    model.fit(train, target, eval_set=[(test, target_test)], verbose=False)
    assert model.best_iteration + 1 < model.get_booster().num_boosted_rounds()
    folder = logged(mlflow.xgboost.save_model, model, "early")
    xgboost_cases("xgb wrapper stopped early", model.get_booster(), rows, model=folder, rounds=model.best_iteration + 1, predictions=model.predict_proba(rows)[:, 1])
    folder = logged(mlflow.xgboost.save_model, model.get_booster(), "all", model_format="xgb")
    xgboost_cases("xgb booster of the same training", model.get_booster(), rows, model=folder)

    diabetes = load_diabetes(as_frame=True, scaled=False)
    matrix = xgb.DMatrix(diabetes.data, diabetes.target)
    for objective in ("reg:squarederror", "reg:absoluteerror", "count:poisson", "reg:tweedie", "reg:gamma", "reg:quantileerror"):
        booster = xgb.train({"objective": objective, "max_depth": 5, "eta": 0.1, "quantile_alpha": 0.7, "seed": 5}, matrix, 60)
        xgboost_cases(f"xgb {objective}", booster, diabetes.data.iloc[::3], model=save(booster, f"{objective.replace(':', '_')}.json"), predictions=booster.predict(xgb.DMatrix(diabetes.data.iloc[::3])))
    dart = xgb.train({"booster": "dart", "rate_drop": 0.2, "max_depth": 5, "seed": 5}, matrix, 40)
    path = save(dart, "dart.json")
    weights = json.loads(path.read_text())["learner"]["gradient_booster"]["weight_drop"]
    xgboost_cases("xgb dart", dart, diabetes.data.iloc[::3], model=path, weights=weights)

    wine = load_wine(as_frame=True)
    params = {"objective": "multi:softprob", "num_class": 3, "max_depth": 4, "seed": 5}
    booster = xgb.train(params, xgb.DMatrix(wine.data, wine.target), 30)
    xgboost_cases("xgb three classes", booster, wine.data, 3, model=save(booster, "wine.ubj"))
    forest = xgb.train({**params, "num_parallel_tree": 4, "subsample": 0.6, "colsample_bynode": 0.5}, xgb.DMatrix(wine.data, wine.target), 6)
    xgboost_cases("xgb boosted forest", forest, wine.data, 3, model=save(forest, "forest.json"), core=False)

    frame = banded(diabetes.data)
    booster = xgb.train({"max_depth": 6, "max_cat_to_onehot": 3, "seed": 5}, xgb.DMatrix(frame, diabetes.target, enable_categorical=True), 30)
    some = frame.iloc[::3]
    for suffix in ("csv", "parquet"):
        xgboost_cases(f"xgb categories {suffix}", booster, some, model=save(booster, "categories.json"), core=False, matrix=xgb.DMatrix(some, enable_categorical=True), suffix=suffix)


def banded(frame):
    """Two columns as named categories with gaps, one as whole numbers."""
    frame = frame.copy()
    frame["sex"] = pd.Categorical(frame["sex"].map({1.0: "female", 2.0: "male"}))
    frame["bmi"] = pd.cut(frame["bmi"], 25, labels=[f"band {number}" for number in range(25)], ordered=False)
    frame["age"] = pd.Categorical((frame["age"] // 4 * 4).astype(int))
    frame.loc[frame.index[::7], "bmi"] = np.nan
    return frame


def lightgbm_case(name, booster, frame, outputs=1, *, model, scale=1.0, predictions=None, suffix="csv"):
    values, base = three_dimensional(booster.predict(frame, pred_contrib=True), outputs)
    case(name, model, frame, call="pred_contrib", values=values * scale, base=base * scale, predictions=predictions, suffix=suffix)


def lightgbm_models():
    cancer = load_breast_cancer(as_frame=True)
    holes = with_holes(cancer.data, 0.15, 9).mask(np.random.default_rng(10).random(cancer.data.shape) < 0.1, 0.0)
    for name, params, data in (
        ("binary", {}, cancer.data),
        ("unbalanced with sigmoid", {"sigmoid": 0.7, "is_unbalance": True}, cancer.data),
        ("missing values", {}, holes),
        ("zero as missing", {"zero_as_missing": True}, holes),
        ("no missing values", {"use_missing": False}, holes),
        ("dart", {"boosting": "dart"}, cancer.data),
        ("goss", {"data_sample_strategy": "goss"}, cancer.data),
        ("extra trees", {"extra_trees": True, "num_leaves": 60, "min_data_in_leaf": 2}, cancer.data),
    ):
        booster = lgb.train({**QUIET, "objective": "binary", **params}, lgb.Dataset(data, cancer.target, params=params), 60)
        rows = data.iloc[::4]
        lightgbm_case(f"lgb {name}", booster, rows, model=save(booster, f"lgb_{name.replace(' ', '_')}.txt"), predictions=booster.predict(rows), suffix="parquet" if "missing" in name else "csv")
    forest = lgb.train({**QUIET, "objective": "binary", "boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.6}, lgb.Dataset(cancer.data, cancer.target), 25)
    rows = cancer.data.iloc[::4]
    lightgbm_case("lgb forest (contributions divided by its rounds)", forest, rows, model=save(forest, "lgb_forest.txt"), scale=1 / 25, predictions=forest.predict(rows))

    digits = load_digits(as_frame=True)
    train, test, target, target_test = train_test_split(digits.data, digits.target, random_state=4)
    model = lgb.LGBMClassifier(n_estimators=200, num_leaves=10, learning_rate=0.5, verbose=-1)
    model.fit(train, target, eval_X=test, eval_y=target_test, callbacks=[lgb.early_stopping(5, verbose=False)])
    folder = logged(mlflow.lightgbm.save_model, model.booster_, "lgb_digits")
    lightgbm_case("lgb ten classes from MLflow, stopped early", lgb.Booster(model_file=str(folder / "model.lgb")), test.iloc[:80], 10, model=folder)
    refused = logged(mlflow.lightgbm.save_model, model, "lgb_wrapper", serialization_format="skops", skops_trusted_types=["collections.OrderedDict", "lightgbm.basic.Booster", "lightgbm.sklearn.LGBMClassifier"])
    cases.append({"name": "lgb wrapper", "model": str(refused), "refused": "model.booster_.save_model(\"model.txt\")", "data": cases[-1]["data"]})

    diabetes = load_diabetes(as_frame=True, scaled=False)
    for objective in ("regression", "regression_l1", "huber", "poisson", "tweedie", "quantile"):
        booster = lgb.train({**QUIET, "objective": objective}, lgb.Dataset(diabetes.data, diabetes.target), 50)
        rows = diabetes.data.iloc[::3]
        lightgbm_case(f"lgb {objective}", booster, rows, model=save(booster, f"lgb_{objective}.txt"), predictions=booster.predict(rows))
    frame = banded(diabetes.data)
    booster = lgb.train({**QUIET, "objective": "regression", "min_data_per_group": 5, "cat_smooth": 1}, lgb.Dataset(frame, diabetes.target), 50)
    some = frame.iloc[::3]
    for suffix in ("csv", "parquet"):
        lightgbm_case(f"lgb categories {suffix}", booster, some, model=save(booster, "lgb_categories.txt"), predictions=booster.predict(some), suffix=suffix)


xgboost_models()
lightgbm_models()
print(json.dumps(cases))
