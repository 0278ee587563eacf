"""Streams and what river's detectors say of them: python make_detect_golden.py > detect_golden.json

The streams are those of river's own tests (NumPy's legacy generator, seeded anew with 12345 before each). `published` is
what river's tests expect where they state it; `detections` and `warnings` are what the installed river gives.
"""
import json
import pathlib
import sys

import numpy as np
import river

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "peers"))
from detect_peer import watch  # noqa: E402


def seeded(make):
    np.random.seed(12345)
    return [int(value) for value in make()]


def normals(mean):
    return np.random.normal(mean, 0.1, 500) > 0


STREAMS = {
    "step": seeded(lambda: np.concatenate((np.random.randint(2, size=1000), np.random.randint(8, size=1000)))),
    "errors": seeded(lambda: [np.random.binomial(1, rate) for rate in [0.2] * 1000 + [0.8] * 1000]),
    "waves": seeded(lambda: np.concatenate([normals(mean) for mean in (0.0, 0.25, 0.0, 0.25)])),
    "ones": [1] * 1000,
}

CASES = [
    ("step", "adwin", {}, [1023]),
    ("step", "adwin", {"clock": 1}, [1004]),
    ("errors", "ddm", {}, [1049]),
    ("ones", "ddm", {}, []),
    ("errors", "eddm", {"alpha": 0.9, "beta": 0.8}, [1059]),
    ("errors", "eddm", {}, None),
    ("errors", "hddm_a", {}, [1047]),
    ("waves", "hddm_a", {"two_sided_test": True}, [531, 1015, 1545]),
    ("errors", "hddm_w", {}, [1018]),
    ("waves", "hddm_w", {"two_sided_test": True}, [507, 1032, 1508]),
    ("waves", "page_hinkley", {"mode": "up"}, [588, 1681]),
    ("waves", "page_hinkley", {"mode": "down"}, [1172]),
    ("waves", "page_hinkley", {"mode": "both"}, [588, 1097, 1585]),
    ("step", "page_hinkley", {}, None),
    ("step", "kswin", {"alpha": 0.0001, "window_size": 200, "stat_size": 100}, [1042]),
    ("errors", "kswin", {}, None),
]


def case(stream, detector, parameters, published):
    found = watch({"detector": detector, "parameters": parameters, "seed": 42, "values": STREAMS[stream]})
    assert published is None or found["detections"] == published, (detector, parameters, found["detections"], published)
    return {"stream": stream, "detector": detector, "parameters": parameters, "seed": 42, "published": published, **found}


made = {
    "versions": {"river": river.__version__, "numpy": np.__version__, "python": sys.version.split()[0]},
    "streams": {name: values for name, values in STREAMS.items()},
    "cases": [case(*each) for each in CASES],
}
json.dump(made, sys.stdout)
print()
