"""Prints, as JSON, what the text classifier of Evidently's domain classifier learns: rows in, weights and epochs out.

The steps are those of evidently.legacy.utils.data_drift_utils.roc_auc_domain_classifier, whose pipeline is asked for the
matrix, the weights and how many epochs it took.
"""
import json
import warnings

import numpy as np
import pandas as pd
import sklearn
from evidently.legacy.utils import data_drift_utils as utils
from sklearn.base import clone
from sklearn.model_selection import train_test_split

warnings.simplefilter("ignore")


def texts(rng, count, words, shift, spread):
    shares = np.roll(1 / np.arange(1, words + 1) ** spread, shift)
    vocabulary = [f"w{k}" for k in range(words)]
    return [" ".join(rng.choice(vocabulary, size=rng.randint(2, 20), p=shares / shares.sum())) for _ in range(count)]


def learned(seed, first, second, words, shift, spread):
    rng = np.random.RandomState(seed)
    reference, current = texts(rng, first, words, 0, spread), texts(rng, second, words, shift, spread)
    data = pd.concat([pd.DataFrame({"text": reference, "target": 0}), pd.DataFrame({"text": current, "target": 1})])
    halves = train_test_split(data["text"], data["target"], test_size=0.5, random_state=42, shuffle=True)
    auc, _, pipeline = utils.roc_auc_domain_classifier(*halves)
    # Its rows list their words in another order than those of transform do.
    rows = clone(pipeline[0]).fit_transform(halves[0])
    classifier = pipeline[1]
    return {
        "texts": {"reference": reference, "current": current},
        "learned": halves[0].tolist(),
        "rows": {"starts": rows.indptr.tolist(), "features": rows.indices.tolist(), "values": rows.data.tolist()},
        "isSecond": halves[2].tolist(),
        "words": pipeline[0].get_feature_names_out().tolist(),
        "weights": classifier.coef_[0].tolist(),
        "intercept": float(classifier.intercept_[0]),
        "epochs": int(classifier.n_iter_),
        "auc": auc,
    }


cases = [
    learned(1, 40, 40, 30, 0, 1.0),
    learned(2, 150, 150, 300, 1, 1.0),
    learned(3, 400, 100, 80, 20, 0.5),
    learned(4, 300, 300, 2000, 7, 0.8),
    learned(5, 1000, 1000, 500, 0, 1.0),
    learned(6, 1000, 1000, 500, 40, 1.0),
    learned(7, 2500, 1500, 5000, 3, 0.7),
]
print(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}))
