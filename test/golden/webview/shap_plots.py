"""Reads colours, dot places and labels out of shap's own plots. Run with shap 0.51.0: python shap_plots.py > shap_plots.json"""

import json
import platform

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import shap
from matplotlib.colors import to_hex

ROWS, FEATURES = 120, 12
random = np.random.default_rng(5)
weights = np.array([0.62, 0.41, 0.23, 0.19, 0.14, 0.09, 0.07, 0.05, 0.035, 0.02, 0.012, 0.006])
data = random.normal(size=(ROWS, FEATURES)).round(4)
data[:, 3] = random.integers(0, 2, size=ROWS)
data[random.random(ROWS) < 0.2, 1] = np.nan
data[:, 4] = 0.0
data[:3, 4] = [1.0, 2.0, 3.0]
values = ((np.nan_to_num(data) + random.normal(size=data.shape) * 0.4) * weights).round(5)
names = [f"feature_{index}" for index in range(FEATURES)]
base = -1.25


def explanation():
    return shap.Explanation(values=values.copy(), base_values=np.full(ROWS, base), data=data.copy(), feature_names=names)


def beeswarm():
    np.random.seed(0)
    plt.figure()
    axes = shap.plots.beeswarm(explanation(), show=False)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    dots = []
    for collection in axes.collections:
        colors = collection.get_facecolors() if collection.get_array() is None else collection.cmap(collection.norm(collection.get_array()))
        offsets = np.asarray(collection.get_offsets())
        for index, (x, y) in enumerate(offsets):
            row = int(round(y))
            dots.append([row, float(x), float(y - row), to_hex(colors[index if len(colors) > 1 else 0])])
    plt.close("all")
    return {"labels": labels, "dots": dots}


def bar():
    plt.figure()
    axes = shap.plots.bar(explanation(), show=False)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    widths = [float(patch.get_width()) for patch in axes.patches]
    plt.close("all")
    return {"labels": labels, "widths": widths}


def waterfall(row):
    plt.figure()
    axes = shap.plots.waterfall(explanation()[row], show=False)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    plt.close("all")
    return {"row": row, "labels": labels}


parts = [0, 0.01, 0.1, 0.25, 0.333, 0.5, 0.6, 0.75, 0.9, 0.99, 1]
print(
    json.dumps(
        {
            "made_with": {"python": platform.python_version(), "shap": shap.__version__, "matplotlib": matplotlib.__version__, "numpy": np.__version__},
            "values": values.tolist(),
            "data": [[None if np.isnan(value) else value for value in row] for row in data],
            "names": names,
            "base": base,
            "gradient": [[part, to_hex(shap.plots.colors.red_blue(float(part)))] for part in parts],
            "red": to_hex(shap.plots.colors.red_rgb),
            "blue": to_hex(shap.plots.colors.blue_rgb),
            "beeswarm": beeswarm(),
            "bar": bar(),
            "waterfalls": [waterfall(0), waterfall(7)],
        }
    )
)
