"""Models of LightGBM with its own contributions, which it computes in float64. Run with the Python of the peer environment:

    python make_lightgbm.py

Made with lightgbm 4.7.0, scikit-learn 1.9.1, pandas 3.1.1, mlflow 3.17.2.
"""
import lightgbm as lgb
import mlflow
import numpy as np
import pandas as pd
import sklearn
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine

from golden import FORMATS, three_dimensional, write_expected
from make_xgboost import save_folder

VERSIONS = {"lightgbm": lgb.__version__, "scikit-learn": sklearn.__version__, "mlflow": mlflow.__version__}
COMMON = {"verbose": -1, "num_threads": 1, "deterministic": True, "seed": 1, "min_data_in_leaf": 5}
ROWS = 12


def golden(name, booster, rows, outputs=1, *, model=None, frame=None, scale=1.0):
    """`scale`: of a random forest LightGBM adds up contributions and raw scores, but predicts with their average."""
    if model is None:
        booster.save_model(str(FORMATS / f"{name}.txt"))
    data = rows if frame is None else frame
    values, base = three_dimensional(booster.predict(data, pred_contrib=True), outputs)
    margins = booster.predict(data, raw_score=True).reshape(len(rows), outputs)
    call = "booster.predict(rows, pred_contrib=True)" + ("" if scale == 1 else " divided by the number of rounds")
    write_expected(name, model=model or f"{name}.txt", versions=VERSIONS, call=call, float32=False, rows=rows, values=values * scale, base=base * scale, margins=margins * scale)


def breast_cancer():
    data = load_breast_cancer()
    rows = data.data[::50][:ROWS]
    train = lambda **params: lgb.train({**COMMON, **params}, lgb.Dataset(data.data, data.target), params.pop("rounds", 12))
    booster = train(objective="binary", num_leaves=12)
    golden("lgb_binary", booster, rows)
    golden("lgb_sigmoid", train(objective="binary", num_leaves=6, sigmoid=2.0), rows)
    golden("lgb_stumps", train(objective="binary", num_leaves=2), rows)
    golden("lgb_forest", train(objective="binary", boosting="rf", bagging_freq=1, bagging_fraction=0.7, feature_fraction=0.7, num_leaves=8), rows, scale=1 / 12)
    golden("lgb_dart", train(objective="binary", boosting="dart", num_leaves=8, drop_rate=0.4), rows)
    frame = pd.DataFrame(data.data, columns=data.feature_names)
    named = lgb.train({**COMMON, "objective": "binary", "num_leaves": 6}, lgb.Dataset(frame, data.target), 8)
    save_folder(mlflow.lightgbm.save_model, named, "mlflow_lgb_booster", data=frame)
    golden("lgb_folder", named, frame.to_numpy()[::50][:ROWS], model="mlflow_lgb_booster")
    wrapper = lgb.LGBMClassifier(n_estimators=3, num_leaves=4, verbose=-1).fit(frame, data.target)
    save_folder(mlflow.lightgbm.save_model, wrapper, "mlflow_lgb_classifier", data=frame, serialization_format="pickle")


def missing():
    """The three missing types: zeros and holes in the data, and each way of reading them."""
    data = load_breast_cancer()
    random = np.random.default_rng(3).random(data.data.shape)
    holes = np.where(random < 0.1, np.nan, np.where(random < 0.2, 0.0, data.data))
    train = lambda **params: lgb.train({**COMMON, "objective": "binary", "num_leaves": 12, **params}, lgb.Dataset(holes, data.target, params=params), 12)
    rows = holes[::45][:ROWS]
    golden("lgb_missing_nan", train(), rows)
    golden("lgb_missing_zero", train(zero_as_missing=True), rows)
    golden("lgb_missing_none", train(use_missing=False), rows)


def diabetes():
    data = load_diabetes(as_frame=True, scaled=False)
    rows = data.data.to_numpy()[::40][:ROWS]
    for name, objective in (("lgb_regression", "regression"), ("lgb_poisson", "poisson"), ("lgb_l1", "regression_l1")):
        golden(name, lgb.train({**COMMON, "objective": objective, "num_leaves": 15}, lgb.Dataset(data.data, data.target), 10), rows)
    constant = lgb.train({**COMMON, "objective": "regression", "min_data_in_leaf": 400}, lgb.Dataset(data.data, data.target), 3)
    golden("lgb_single_leaf", constant, rows)
    linear = lgb.train({**COMMON, "objective": "regression", "linear_tree": True, "num_leaves": 4}, lgb.Dataset(data.data, data.target), 2)
    linear.save_model(str(FORMATS / "refused_linear_tree.txt"))


def wine():
    data = load_wine()
    rows = data.data[::15][:ROWS]
    for name, objective in (("lgb_multiclass", "multiclass"), ("lgb_one_vs_all", "multiclassova")):
        golden(name, lgb.train({**COMMON, "objective": objective, "num_class": 3, "num_leaves": 5}, lgb.Dataset(data.data, data.target), 6), rows, 3)


def categorical():
    """Real columns cut into named bands, with names, whole numbers and truth values as categories."""
    data = load_diabetes(as_frame=True, scaled=False)
    frame = data.data.copy()
    frame["bmi"] = pd.cut(frame["bmi"], 12, labels=[f"Bänd {letter}" for letter in "LKJIHGFEDCBA"], ordered=False)
    frame["age"] = pd.Categorical((frame["age"] // 5 * 5).astype(int))
    frame["sex"] = pd.Categorical(frame["sex"] == 2.0)
    frame.loc[frame.index[::9], "bmi"] = np.nan
    params = {**COMMON, "objective": "regression", "num_leaves": 12, "max_cat_to_onehot": 1, "min_data_per_group": 5, "cat_smooth": 1, "cat_l2": 1}
    booster = lgb.train(params, lgb.Dataset(frame, data.target), 10)
    some = frame.iloc[::37]
    codes = some.assign(**{name: some[name].cat.codes.astype(float).replace(-1, np.nan) for name in ("sex", "bmi", "age")})
    golden("lgb_categorical", booster, codes.to_numpy(dtype=float), frame=some)
    some.to_csv(FORMATS / "lgb_categorical.csv", index=False)


if __name__ == "__main__":
    for make in (breast_cancer, missing, diabetes, wine, categorical):
        make()
