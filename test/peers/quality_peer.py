"""scikit-learn's metrics, and NannyML's estimates without labels: what the quality tests compare Model Ops with.

    python quality_peer.py metrics < requests.json   [{"kind", "labels", "predicted"?, "probabilities"?, "classes"?}] -> [{metric: value}]
    python quality_peer.py datasets                  predictions of models on scikit-learn's data sets, as such requests
    python quality_peer.py splits < requests.json    [[labels]] -> [[train, test] of each of ten splits]
    python quality_peer.py isotonic < requests.json  [{"x", "y", "at"}] -> [[height]]
    python quality_peer.py cbpe < requests.json      [{"reference", "analysis", "kind"}] -> [{"calibrated", "chunks"}], by NannyML

All print one JSON value; a number that is none is null.
"""
import json
import math
import os
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")
# NannyML reports its use over the network unless told not to.
os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"


def plain(value):
    value = float(value)
    return value if math.isfinite(value) else None


def regression(request):
    from sklearn import metrics

    labels, predicted = np.array(request["labels"], float), np.array(request["predicted"], float)
    return {
        "me": plain(np.mean(predicted - labels)),
        "mae": plain(metrics.mean_absolute_error(labels, predicted)),
        "rmse": plain(metrics.root_mean_squared_error(labels, predicted)),
        "mape": plain(metrics.mean_absolute_percentage_error(labels, predicted)),
        "r2": plain(metrics.r2_score(labels, predicted)) if len(labels) > 1 else None,
    }


def calibration_error(came, probability):
    """The sum over scikit-learn's own reliability curve; it does not say how many rows a bin has."""
    from sklearn.calibration import calibration_curve

    observed, predicted = calibration_curve(came, probability, n_bins=10, pos_label=1)
    bins = np.searchsorted(np.linspace(0, 1, 11)[1:-1], probability)
    counts = np.bincount(bins, minlength=10)
    return plain(np.sum(counts[counts > 0] / len(probability) * np.abs(observed - predicted)))


def classification(request):
    from sklearn import metrics

    classes = request["classes"]
    binary = len(classes) == 2
    labels, predicted = np.array(request["labels"]), np.array(request["predicted"])
    mean = {"average": "binary", "pos_label": classes[1]} if binary else {"average": "macro"}
    if binary and classes[1] not in set(labels) | set(predicted):
        mean = {"average": "macro", "labels": [classes[1]]}
    result = {
        "accuracy": plain(metrics.accuracy_score(labels, predicted)),
        "precision": plain(metrics.precision_score(labels, predicted, **mean)),
        "recall": plain(metrics.recall_score(labels, predicted, **mean)),
        "f1": plain(metrics.f1_score(labels, predicted, **mean)),
        "confusion": metrics.confusion_matrix(labels, predicted, labels=classes).tolist(),
    }
    if binary:
        result["specificity"] = plain(metrics.recall_score(labels, predicted, average="macro", labels=[classes[0]]))
    if request.get("probabilities") is None:
        return result
    probabilities = np.array(request["probabilities"]).T
    one_hot = (labels[:, None] == np.array(classes)[None, :]).astype(int)
    both = len(set(labels)) == len(classes)
    if binary:
        scores, came = probabilities[:, 1], one_hot[:, 1]
        result["roc_auc"] = plain(metrics.roc_auc_score(came, scores)) if both else None
        result["pr_auc"] = plain(metrics.average_precision_score(came, scores)) if came.any() else None
        result["brier"] = plain(metrics.brier_score_loss(came, scores, pos_label=1))
        result["ece"] = calibration_error(came, scores)
    else:
        result["roc_auc"] = plain(metrics.roc_auc_score(labels, probabilities, multi_class="ovr", average="macro", labels=classes)) if both else None
        result["pr_auc"] = plain(metrics.average_precision_score(one_hot, probabilities, average="macro")) if both else None
        result["brier"] = plain(metrics.brier_score_loss(labels, probabilities, labels=classes))
        chosen = probabilities.argmax(axis=1)
        result["ece"] = calibration_error((np.array(classes)[chosen] == labels).astype(int), probabilities.max(axis=1))
    result["log_loss"] = plain(metrics.log_loss(labels, y_proba=probabilities, labels=classes))
    return result


def datasets():
    from sklearn import datasets as data
    from sklearn.linear_model import LinearRegression, LogisticRegression
    from sklearn.model_selection import train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    requests = []
    for name, load in (("breast_cancer", data.load_breast_cancer), ("wine", data.load_wine), ("iris", data.load_iris), ("digits", data.load_digits)):
        x, y = load(return_X_y=True)
        x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.5, random_state=0, stratify=y)
        models = (("logistic", make_pipeline(StandardScaler(), LogisticRegression(C=0.02))), ("tree", DecisionTreeClassifier(max_depth=3, random_state=0)))
        for kind, model in models:
            model.fit(x_train, y_train)
            requests.append({
                "name": f"{name} {kind}", "kind": "classification", "classes": [int(c) for c in model.classes_], "labels": y_test.tolist(),
                "predicted": model.predict(x_test).tolist(), "probabilities": model.predict_proba(x_test).T.tolist(),
            })
    x, y = data.load_diabetes(return_X_y=True)
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.5, random_state=0)
    for kind, model in (("linear", LinearRegression()), ("tree", DecisionTreeRegressor(max_depth=4, random_state=0))):
        requests.append({"name": f"diabetes {kind}", "kind": "regression", "labels": y_test.tolist(), "predicted": model.fit(x_train, y_train).predict(x_test).tolist()})
    return requests


def splits(labels):
    from sklearn.model_selection import StratifiedShuffleSplit

    made = StratifiedShuffleSplit(n_splits=10, test_size=0.1, random_state=42).split(np.zeros(len(labels)), labels)
    return [[train.tolist(), test.tolist()] for train, test in made]


def isotonic(request):
    from sklearn.isotonic import IsotonicRegression

    curve = IsotonicRegression(out_of_bounds="clip").fit(request["x"], request["y"])
    return [plain(value) for value in curve.predict(request["at"])]


METRICS = ["roc_auc", "f1", "precision", "recall", "specificity", "accuracy"]


def cbpe(request):
    import pandas as pd

    from nannyml import CBPE

    reference, analysis = pd.DataFrame(request["reference"]), pd.DataFrame(request["analysis"])
    binary = request["kind"] == "binary"
    scores = "p1" if binary else {name: f"p_{name}" for name in request["classes"]}
    problem = "classification_binary" if binary else "classification_multiclass"
    estimator = CBPE(y_true="y", y_pred="said", y_pred_proba=scores, problem_type=problem, metrics=METRICS, chunk_number=request.get("chunks", 10))
    estimator.fit(reference)
    frame = pd.concat([estimator.result.filter(period="reference").to_df(), estimator.estimate(analysis).filter(period="analysis").to_df()])
    chunks = [
        {metric: {name: plain(row[(metric, name)]) for name in ("value", "lower_threshold", "upper_threshold")} for metric in METRICS} | {"period": row[("chunk", "period")]}
        for _, row in frame.iterrows()
    ]
    from nannyml.calibration import NoopCalibrator

    calibrated = [bool(estimator.needs_calibration)] if binary else [not isinstance(one, NoopCalibrator) for _, one in sorted(estimator._calibrators.items())]
    return {"calibrated": calibrated, "chunks": chunks}


def main():
    command = sys.argv[1]
    if command == "datasets":
        print(json.dumps(datasets()))
        return
    each = {
        "metrics": lambda request: regression(request) if request["kind"] == "regression" else classification(request),
        "splits": splits,
        "isotonic": isotonic,
        "cbpe": cbpe,
    }[command]
    print(json.dumps([each(request) for request in json.load(sys.stdin)]))


main()
