"""Writes text_golden.json: made texts, and what Evidently's own domain classifier says of them.

Words are drawn by Zipf's law from a made vocabulary with a few words of other scripts; the current side's ranks are
shifted. Run with the Python that holds the pinned peers: python make_text_golden.py
"""
import json
import pathlib
import platform
import warnings

import evidently
import numpy as np
import pandas as pd
import sklearn
from evidently.legacy.utils import data_drift_utils as utils
from sklearn.model_selection import train_test_split

warnings.simplefilter("ignore")
rng = np.random.RandomState(3)
VOCABULARY = [f"w{k}" for k in range(300)] + ["alpha", "beta", "Gamma", "naïve", "café", "日本", "don_t", "The", "of"]


def texts(count, shift):
    shares = np.roll(1 / np.arange(1, len(VOCABULARY) + 1), shift)
    return [" ".join(rng.choice(VOCABULARY, size=rng.randint(3, 16), p=shares / shares.sum())) for _ in range(count)]


def case(first, second, shift):
    reference, current = texts(first, 0), texts(second, shift)
    data = pd.concat([pd.DataFrame({"text": reference, "target": 0}), pd.DataFrame({"text": current, "target": 1})])
    halves = train_test_split(data["text"], data["target"], test_size=0.5, random_state=42, shuffle=True)
    auc, _, pipeline = utils.roc_auc_domain_classifier(*halves)
    words = utils.get_typical_words(pipeline)
    cutoff = utils.roc_auc_random_classifier_percentile(halves[3])
    return {"reference": reference, "current": current, "auc": auc, "cutoff": cutoff, "current_words": words[0][:5], "reference_words": words[1][:5]}


cases = [case(*sizes) for sizes in [(150, 150, 0), (120, 200, 2), (250, 80, 30), (300, 300, 1)]]
versions = {"python": platform.python_version(), "evidently": evidently.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__}
target = pathlib.Path(__file__).parent / "text_golden.json"
target.write_text(json.dumps({"versions": versions, "cases": cases}, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
