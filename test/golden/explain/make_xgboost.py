"""Models of XGBoost with the values of shap's C core and of XGBoost itself. Run with the Python of the peer environment:

    python make_xgboost.py

Made with xgboost 3.2.0, shap 0.51.0, scikit-learn 1.9.1, pandas 3.1.1, mlflow 3.17.2.
"""
import json
import shutil

import mlflow
import numpy as np
import pandas as pd
import shap
import sklearn
import xgboost as xgb
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine
from sklearn.model_selection import train_test_split

from golden import FORMATS, SHAP_CALL, shap_core, write_expected, xgboost_float32

VERSIONS = {"xgboost": xgb.__version__, "shap": shap.__version__, "scikit-learn": sklearn.__version__, "mlflow": mlflow.__version__}
ROWS = 12


def both(name, booster, rows, outputs=1, *, model=None, rounds=0, trees_per_round=1, tree_weights=None):
    """Both references for one model."""
    model = model or name + ".json"
    limit = rounds * trees_per_round if rounds else None
    values, base, margins = shap_core(booster, rows, outputs, tree_limit=limit, tree_weights=tree_weights)
    write_expected(name, model=model, versions=VERSIONS, call=SHAP_CALL, float32=False, rows=rows, values=values, base=base, margins=margins)
    own(name + "_own", booster, rows, outputs, model=model, rounds=rounds)


def own(name, booster, rows, outputs=1, *, model, rounds=0, dmatrix=None):
    matrix = dmatrix if dmatrix is not None else xgb.DMatrix(rows, feature_names=booster.feature_names, feature_types=booster.feature_types)
    values, base, margins = xgboost_float32(booster, matrix, outputs, rounds)
    write_expected(name, model=model, versions=VERSIONS, call="booster.predict(dmatrix, pred_contribs=True)", float32=True, rows=rows, values=values, base=base, margins=margins)


def binary():
    data = load_breast_cancer(as_frame=True)
    train = xgb.DMatrix(data.data, data.target)
    booster = xgb.train({"objective": "binary:logistic", "max_depth": 4, "eta": 0.3, "seed": 1}, train, 15)
    booster.save_model(FORMATS / "xgb_binary.json")
    booster.save_model(FORMATS / "xgb_binary.ubj")
    both("xgb_binary", booster, data.data.iloc[::50].to_numpy()[:ROWS])
    stumps = xgb.train({"objective": "binary:logistic", "max_depth": 1, "seed": 1}, train, 30)
    stumps.save_model(FORMATS / "xgb_stumps.json")
    both("xgb_stumps", stumps, data.data.iloc[::50].to_numpy()[:ROWS])


def missing():
    """A tenth of the values left out, so that default directions are learned both ways."""
    data = load_breast_cancer()
    holes = np.random.default_rng(3).random(data.data.shape) < 0.1
    rows = np.where(holes, np.nan, data.data)
    booster = xgb.train({"objective": "binary:logistic", "max_depth": 5, "seed": 1, "base_score": 0.3}, xgb.DMatrix(rows, data.target), 12)
    booster.save_model(FORMATS / "xgb_missing.ubj")
    both("xgb_missing", booster, rows[::45][:ROWS], model="xgb_missing.ubj")


def regression():
    data = load_diabetes(as_frame=True, scaled=False)
    booster = xgb.train({"objective": "reg:squarederror", "max_depth": 6, "seed": 1, "eta": 0.1}, xgb.DMatrix(data.data, data.target), 8)
    booster.save_model(FORMATS / "xgb_regression.ubj")
    both("xgb_regression", booster, data.data.iloc[::40].to_numpy()[:ROWS], model="xgb_regression.ubj")
    poisson = xgb.train({"objective": "count:poisson", "max_depth": 4, "seed": 1}, xgb.DMatrix(data.data, data.target), 15)
    poisson.save_model(FORMATS / "xgb_poisson.json")
    both("xgb_poisson", poisson, data.data.iloc[::40].to_numpy()[:ROWS])
    dart = xgb.train({"booster": "dart", "objective": "reg:squarederror", "max_depth": 4, "rate_drop": 0.3, "skip_drop": 0.2, "seed": 4}, xgb.DMatrix(data.data, data.target), 15)
    dart.save_model(FORMATS / "xgb_dart.json")
    weights = json.loads((FORMATS / "xgb_dart.json").read_text())["learner"]["gradient_booster"]["weight_drop"]
    both("xgb_dart", dart, data.data.iloc[::40].to_numpy()[:ROWS], tree_weights=weights)


def multiclass():
    data = load_wine()
    params = {"objective": "multi:softprob", "num_class": 3, "max_depth": 3, "seed": 1}
    booster = xgb.train(params, xgb.DMatrix(data.data, data.target), 10)
    booster.save_model(FORMATS / "xgb_multiclass.json")
    both("xgb_multiclass", booster, data.data[::15][:ROWS], 3)
    forest = xgb.train({**params, "num_parallel_tree": 3, "subsample": 0.7, "colsample_bynode": 0.7}, xgb.DMatrix(data.data, data.target), 4)
    forest.save_model(FORMATS / "xgb_forest.ubj")
    # shap deals the trees of a boosted forest to the wrong outputs: only XGBoost's own values.
    own("xgb_forest_own", forest, data.data[::15][:ROWS], 3, model="xgb_forest.ubj")


def categorical():
    """Real columns cut into named bands; names and whole numbers as categories. 12 bands make set splits, not one-hot."""
    data = load_diabetes(as_frame=True, scaled=False)
    frame = data.data.copy()
    frame["sex"] = pd.Categorical(frame["sex"].map({1.0: "female", 2.0: "male"}))
    frame["bmi"] = pd.cut(frame["bmi"], 12, labels=[f"band {letter}" for letter in "LKJIHGFEDCBA"], ordered=False)
    frame["age"] = pd.Categorical((frame["age"] // 10 * 10).astype(int))
    frame.loc[frame.index[::9], "bmi"] = np.nan
    train = xgb.DMatrix(frame, data.target, enable_categorical=True)
    booster = xgb.train({"objective": "reg:squarederror", "max_depth": 5, "max_cat_to_onehot": 2, "seed": 1}, train, 8)
    booster.save_model(FORMATS / "xgb_categorical.json")
    booster.save_model(FORMATS / "xgb_categorical.ubj")
    some = frame.iloc[::37]
    codes = some.assign(**{name: some[name].cat.codes.astype(float).replace(-1, np.nan) for name in ("sex", "bmi", "age")})
    own("xgb_categorical_own", booster, codes.to_numpy(dtype=float), model="xgb_categorical.json", dmatrix=xgb.DMatrix(some, enable_categorical=True))
    some.to_csv(FORMATS / "xgb_categorical.csv", index=False)


def early_stopped():
    """A scikit-learn wrapper that stopped early: it predicts with fewer rounds than its file holds; its Booster with all."""
    data = load_breast_cancer(as_frame=True)
    train, test, target, target_test = train_test_split(data.data, data.target, random_state=0)
    model = xgb.XGBClassifier(n_estimators=60, max_depth=3, learning_rate=0.6, early_stopping_rounds=4, seed=2)
    model.fit(train, target, eval_set=[(test, target_test)], verbose=False)
    used, held = model.best_iteration + 1, model.get_booster().num_boosted_rounds()
    assert used < held, (used, held)
    save_folder(mlflow.xgboost.save_model, model, "mlflow_xgb_classifier", model_format="ubj", data=data.data)
    save_folder(mlflow.xgboost.save_model, model.get_booster(), "mlflow_xgb_booster", model_format="json", data=data.data)
    model.save_model(FORMATS / "xgb_early_stopped.json")
    rows = data.data.iloc[::50].to_numpy()[:ROWS]
    both("xgb_early_stopped", model.get_booster(), rows, model="mlflow_xgb_classifier", rounds=used)
    both("xgb_all_rounds", model.get_booster(), rows, model="mlflow_xgb_booster")


def save_folder(save, model, name, *, data, **more):
    """An MLflow folder as MLflow writes it, without its environment files."""
    target = FORMATS / name
    shutil.rmtree(target, ignore_errors=True)
    signature = mlflow.models.infer_signature(data, np.zeros(len(data)))
    save(model, str(target), signature=signature, pip_requirements=[], **more)
    for extra in ("conda.yaml", "python_env.yaml", "requirements.txt"):
        (target / extra).unlink(missing_ok=True)


def refused():
    """Models that are not explained."""
    data = load_diabetes(as_frame=True, scaled=False)
    train = xgb.DMatrix(data.data, data.target)
    xgb.train({"booster": "gblinear", "objective": "reg:squarederror"}, train, 3).save_model(FORMATS / "refused_gblinear.json")
    two = np.column_stack([data.target, data.target * 2])
    xgb.train({"multi_strategy": "multi_output_tree", "max_depth": 2, "tree_method": "hist"}, xgb.DMatrix(data.data, two), 2).save_model(FORMATS / "refused_vector_leaf.json")
    targets = xgb.train({"max_depth": 2, "seed": 1}, xgb.DMatrix(data.data, two), 5)
    targets.save_model(FORMATS / "xgb_two_targets.json")
    own("xgb_two_targets_own", targets, data.data.iloc[::40].to_numpy()[:ROWS], 2, model="xgb_two_targets.json")
    xgb.train({"max_depth": 2}, train, 2).dump_model(str(FORMATS / "refused_dump.json"), dump_format="json")


if __name__ == "__main__":
    for make in (binary, missing, regression, multiclass, categorical, early_stopped, refused):
        make()
