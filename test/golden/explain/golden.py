"""What the golden scripts share: real data, the two references, and the form of an expected file.

An expected file holds the rows that a model explains (null for missing, codes for categories), and the SHAP values,
base values and margins of one reference. `call` says which call made them, `float32` whether it computes in float32.
"""
import json
import math
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
FORMATS = HERE.parent / "formats"


def plain(array):
    """Nested lists with null for missing values."""
    if isinstance(array, (list, tuple)):
        return [plain(element) for element in array]
    if isinstance(array, np.ndarray):
        return [plain(element) for element in array.tolist()]
    return None if isinstance(array, float) and math.isnan(array) else array


def write_expected(name, *, model, versions, call, float32, rows, values, base, margins):
    """values: rows x features x outputs; base: outputs; margins: rows x outputs."""
    expected = {
        "model": model,
        "versions": versions,
        "call": call,
        "float32": float32,
        "rows": plain(np.asarray(rows, dtype=np.float64)),
        "values": plain(np.asarray(values, dtype=np.float64)),
        "baseValues": plain(np.atleast_1d(np.asarray(base, dtype=np.float64))),
        "margins": plain(np.asarray(margins, dtype=np.float64)),
    }
    (HERE / f"{name}.expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


def three_dimensional(contributions, outputs):
    """Contributions of a library (rows x (features + 1), or the same per output) as values and base values."""
    array = np.asarray(contributions, dtype=np.float64)
    if array.ndim == 2:
        array = array.reshape(array.shape[0], outputs, -1)
    return np.moveaxis(array[:, :, :-1], 1, 2), array[0, :, -1]


def xgboost_float32(booster, dmatrix, outputs, rounds=0):
    """XGBoost's own values: float32."""
    contributions = booster.predict(dmatrix, pred_contribs=True, iteration_range=(0, rounds))
    values, base = three_dimensional(contributions, outputs)
    margins = booster.predict(dmatrix, output_margin=True, iteration_range=(0, rounds)).reshape(len(values), outputs)
    return values, base, margins


SHAP_CALL = (
    "shap.TreeExplainer(booster) with model.model_type = 'internal', which sends shap_values(float32 rows as float64) to "
    "shap's C core (dense_tree_shap) instead of the booster's own library"
)


def shap_core(booster, rows, outputs, tree_limit=None, tree_weights=None):
    """shap's C core on its own parse of the booster: float64. shap ignores DART's tree weights, so they are multiplied in."""
    import shap

    explainer = shap.TreeExplainer(booster, feature_perturbation="tree_path_dependent")
    model = explainer.model
    model.model_type = "internal"
    model.num_stacked_models = outputs
    if outputs > 1:  # shap reads only the first of several intercepts
        model.base_offset = np.array(json.loads(json.loads(booster.save_config())["learner"]["learner_model_param"]["base_score"]))
    if tree_weights is not None:
        model.values *= np.asarray(tree_weights, dtype=np.float32).astype(np.float64).reshape(-1, 1, 1)
    exact_rows = np.asarray(rows, dtype=np.float32).astype(np.float64)
    values = explainer.shap_values(exact_rows, check_additivity=False, tree_limit=-1 if tree_limit is None else tree_limit)
    margins = np.asarray(model.predict(exact_rows, tree_limit=-1 if tree_limit is None else tree_limit)).reshape(len(exact_rows), outputs)
    values = np.asarray(values, dtype=np.float64).reshape(len(exact_rows), exact_rows.shape[1], outputs)
    # The mean by cover, and not shap's own expected_value: that one is of all trees, whatever the limit.
    return values, (margins - values.sum(axis=1)).mean(axis=0), margins
