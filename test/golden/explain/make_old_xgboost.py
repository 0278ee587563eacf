"""Files of older XGBoost versions, whose layout differs, with that version's own float32 values. Run once with each version:

    python make_old_xgboost.py

Made with xgboost 1.7.6 (mlflow-skinny 2.3.2) and xgboost 2.1.4 (mlflow-skinny 2.22.1), Python 3.11.
"""
import shutil
import sys

import mlflow
import numpy as np
import pandas as pd
import sklearn
import xgboost as xgb
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine
from sklearn.model_selection import train_test_split

from golden import FORMATS, write_expected, xgboost_float32

SHORT = "xgb" + "".join(xgb.__version__.split(".")[:2])
VERSIONS = {"xgboost": xgb.__version__, "scikit-learn": sklearn.__version__, "mlflow-skinny": mlflow.__version__}
ROWS = 8


def own(name, booster, matrix, rows, outputs=1, *, model, rounds=0):
    values, base, margins = xgboost_float32(booster, matrix, outputs, rounds)
    write_expected(name, model=model, versions=VERSIONS, call="booster.predict(dmatrix, pred_contribs=True)", float32=True, rows=rows, values=values, base=base, margins=margins)


def plain():
    data = load_diabetes(as_frame=True, scaled=False)
    rows = data.data.iloc[::60]
    for name, params, suffix in (
        ("dart", {"booster": "dart", "rate_drop": 0.3, "skip_drop": 0.2}, "json"),
        ("gamma", {"objective": "reg:gamma", "base_score": 120}, "ubj"),
        ("aft", {"objective": "survival:aft", "base_score": 2.5}, "json"),
    ):
        train = xgb.DMatrix(data.data, data.target)
        train.set_float_info("label_lower_bound", data.target.to_numpy())
        train.set_float_info("label_upper_bound", data.target.to_numpy())
        booster = xgb.train({"max_depth": 3, "seed": 3, **params}, train, 8)
        file = f"{SHORT}_{name}.{suffix}"
        booster.save_model(FORMATS / file)
        own(f"{SHORT}_{name}_own", booster, xgb.DMatrix(rows), rows.to_numpy(), model=file)
    booster.save_model(FORMATS / "refused_binary.model") if xgb.__version__.startswith("1.") else None


def forest():
    data = load_wine()
    params = {"objective": "multi:softmax", "num_class": 3, "max_depth": 3, "num_parallel_tree": 2, "subsample": 0.6, "seed": 1}
    booster = xgb.train(params, xgb.DMatrix(data.data, data.target), 4)
    booster.save_model(FORMATS / f"{SHORT}_forest.json")
    rows = data.data[::25]
    own(f"{SHORT}_forest_own", booster, xgb.DMatrix(rows), rows, 3, model=f"{SHORT}_forest.json")


def categorical():
    """Before 3.1 the file holds no labels: only codes."""
    data = load_diabetes(as_frame=True, scaled=False)
    frame = data.data.copy()
    frame["bmi"] = pd.Categorical(pd.cut(frame["bmi"], 12, labels=[f"band {letter}" for letter in "LKJIHGFEDCBA"], ordered=False))
    frame.loc[frame.index[::9], "bmi"] = np.nan
    params = {"max_depth": 4, "max_cat_to_onehot": 2, "tree_method": "hist", "seed": 1}
    booster = xgb.train(params, xgb.DMatrix(frame, data.target, enable_categorical=True), 6)
    booster.save_model(FORMATS / f"{SHORT}_categorical.json")
    some = frame.iloc[::50]
    codes = some.assign(bmi=some["bmi"].cat.codes.astype(float).replace(-1, np.nan))
    own(f"{SHORT}_categorical_own", booster, xgb.DMatrix(some, enable_categorical=True), codes.to_numpy(dtype=float), model=f"{SHORT}_categorical.json")


def early_stopped():
    data = load_breast_cancer(as_frame=True)
    train, test, target, target_test = train_test_split(data.data, data.target, random_state=0)
    model = xgb.XGBClassifier(n_estimators=40, max_depth=2, learning_rate=0.9, early_stopping_rounds=3, seed=2)
    model.fit(train, target, eval_set=[(test, target_test)], verbose=False)
    rounds = model.best_iteration + 1
    assert rounds < model.get_booster().num_boosted_rounds()
    name = f"mlflow_{SHORT}_classifier"
    shutil.rmtree(FORMATS / name, ignore_errors=True)
    signature = mlflow.models.infer_signature(data.data.iloc[:, :3], np.zeros(len(data.data)))
    model_format = {"model_format": "json"} if xgb.__version__.startswith("1.") else {}
    mlflow.xgboost.save_model(model, str(FORMATS / name), signature=signature, pip_requirements=[], **model_format)
    for extra in ("conda.yaml", "python_env.yaml", "requirements.txt"):
        (FORMATS / name / extra).unlink(missing_ok=True)
    rows = data.data.iloc[::80]
    own(f"{SHORT}_early_stopped_own", model.get_booster(), xgb.DMatrix(rows), rows.to_numpy(), model=name, rounds=rounds)


if __name__ == "__main__":
    print(sys.version, VERSIONS)
    for make in (plain, forest, categorical, early_stopped):
        make()
