"""Makes media/sample: a small real project of models that say whether a flight will be late.

    python make_sample.py FLIGHTS_PARQUET FOLDER

FLIGHTS_PARQUET is data/flights-3m.parquet of the npm package vega-datasets. README.md beside this file names the
versions. The result depends on nothing but that file and the versions: times and ids come from a clock and a seed.
"""

import getpass
import json
import os
import shutil
import sys
from pathlib import Path

import mlflow
import pyarrow
import pyarrow.parquet
from mlflow import MlflowClient

import clock as clocks
from flights import INPUTS, WITHOUT_LAGS, airports, between, read_flights, sample_rows
from scrub import scrub
from training import Trainer

XGB = {"objective": "binary:logistic", "eval_metric": ["auc", "logloss"], "max_cat_to_onehot": 4, "seed": 1}
REGULARISED = {**XGB, "lambda": 10, "min_child_weight": 20, "subsample": 0.8, "colsample_bynode": 0.6}
LGB = {"objective": "binary", "metric": ["auc", "binary_logloss"], "seed": 1}
MODEL = "flight_delay_model"
MINUTES = "delay_minutes_model"
LARGEST_FILE = 1_000_000
LARGEST_SAMPLE = 3_000_000


class Project:
    """Runs the experiments of the sample in order of time."""

    def __init__(self, flights, folder, clock):
        self.client = MlflowClient()
        self.clock = clock
        self.folder = folder
        january = between(flights, "2001-01-01", "2001-02-01")
        self.reference = sample_rows(january, 20_000, seed=11)
        self.january_valid = sample_rows(january.drop(self.reference.index), 20_000, seed=12)
        self.april = sample_rows(between(flights, "2001-04-01", "2001-05-01"), 40_000, seed=13)
        self.may = sample_rows(between(flights, "2001-05-01", "2001-06-01"), 40_000, seed=14)
        self.current = sample_rows(between(flights, "2001-06-11", "2001-06-18"), 12_000, seed=15)
        self.trainer = Trainer(clock, airports(flights), self.current)
        self.models = {}

    def spec(self, library, columns=None, rows="january", **more):
        train, valid = {
            "january": (self.reference, self.january_valid),
            "april": (self.april.iloc[0::2], self.april.iloc[1::2]),
            "may": (self.may.iloc[0::2], self.may.iloc[1::2]),
        }[rows]
        return {"library": library, "columns": columns or INPUTS, "train": train, "valid": valid, "target": "late", "rows": rows, **more}

    def run(self, name, when, who, spec, tags=None, nested=False):
        self.clock.set(when)
        getpass.getuser = lambda: who
        with mlflow.start_run(run_name=name, nested=nested, tags={"mlflow.source.name": "train.py", "library": spec["library"], **(tags or {})}) as run:
            self.log_data(spec)
            model = self.trainer.train(spec)
        self.models[name] = (model, spec, run.info.run_id)
        return run.info.run_id

    def log_data(self, spec):
        """The training rows of January lie in the project; those of later months are named by where they come from."""
        source = str(self.folder / "data" / "reference.parquet") if spec["rows"] == "january" else "https://cdn.jsdelivr.net/npm/vega-datasets@3.2.1/data/flights-3m.parquet"
        columns = [*spec["columns"], spec["target"]]
        mlflow.log_input(mlflow.data.from_pandas(spec["train"][columns], source=source, targets=spec["target"], name=f"flights-2001-{spec['rows']}"), context="training")
        current = str(self.folder / "data" / "current.parquet")
        mlflow.log_input(mlflow.data.from_pandas(self.current[columns], source=current, targets=spec["target"], name="flights-2001-06-11"), context="evaluation")

    def delays(self):
        mlflow.set_experiment("flight-delay")
        self.run("baseline-no-lags", "2026-09-07T08:12:00", "ana", self.spec("lightgbm", WITHOUT_LAGS, params={**LGB, "num_leaves": 7, "learning_rate": 0.1, "cat_smooth": 100}, rounds=40, save=True))
        self.run("first-lags", "2026-09-09T13:40:00", "ana", self.spec("lightgbm", params={**LGB, "num_leaves": 7, "learning_rate": 0.1, "cat_smooth": 100}, rounds=50, save=True))
        self.run("early-stopping", "2026-09-14T09:05:00", "ben", self.spec("xgboost", classifier=True, params={"objective": "binary:logistic", "eval_metric": ["auc", "logloss"], "max_cat_to_onehot": 4, "random_state": 1, "max_depth": 3, "learning_rate": 0.3, "min_child_weight": 20}, rounds=60, save="json"))
        self.failing_run()
        self.run("one-deep-tree", "2026-09-16T15:30:00", "ben", self.spec("xgboost", params={**XGB, "max_depth": 9, "eta": 1.0}, rounds=1))
        self.run("regularised", "2026-09-28T10:02:00", "ana", self.spec("xgboost", params={**REGULARISED, "max_depth": 5, "eta": 0.15}, rounds=60, save="ubj"), {"candidate": "true"})

    def failing_run(self):
        """A tree of one leaf is refused by LightGBM: the run ends as failed."""
        try:
            self.run("one-leaf", "2026-09-16T15:21:00", "ben", self.spec("lightgbm", params={**LGB, "num_leaves": 1, "learning_rate": 0.1}, rounds=10))
        except Exception as error:
            print("the failing run failed:", str(error).splitlines()[0])

    def tuning(self):
        mlflow.set_experiment("flight-delay-tuning")
        self.search("xgboost depth and rate", "2026-09-21", "ana", [
            self.spec("xgboost", params={**REGULARISED, "max_depth": depth, "eta": eta}, rounds=60) for depth in (3, 4, 5) for eta in (0.05, 0.15, 0.3)
        ])
        self.search("lightgbm leaves", "2026-09-23", "ben", [
            self.spec("lightgbm", params={**LGB, "num_leaves": leaves, "learning_rate": 0.1, "cat_smooth": 100}, rounds=50) for leaves in (4, 7, 15, 31)
        ])

    def search(self, name, day, who, specs):
        """A parent run and one nested run a point; the best point's figures go to the parent."""
        self.clock.set(f"{day}T09:00:00")
        getpass.getuser = lambda: who
        with mlflow.start_run(run_name=name, tags={"mlflow.source.name": "search.py"}):
            found = []
            for number, spec in enumerate(specs):
                child = self.run(f"point-{number + 1}", f"{day}T09:{number + 1:02d}:00", who, spec, nested=True)
                found.append((self.client.get_run(child).data.metrics["auc"], child))
            best, child = max(found)
            mlflow.log_metric("best_auc", best)
            mlflow.set_tag("best_run", child)

    def retraining(self):
        mlflow.set_experiment("flight-delay")
        self.run("retrained-april", "2026-10-19T07:30:00", "ci", self.spec("lightgbm", rows="april", params={**LGB, "num_leaves": 15, "learning_rate": 0.1, "cat_smooth": 100}, rounds=60, save=True), {"candidate": "true"})
        self.run("retrained-may", "2026-11-09T07:30:00", "ci", self.spec("xgboost", rows="may", params={**REGULARISED, "max_depth": 5, "eta": 0.15}, rounds=60, save="json"))

    def minutes(self):
        mlflow.set_experiment("delay-minutes")
        lgb_params = {"objective": "regression", "metric": ["rmse", "l1"], "seed": 1, "num_leaves": 7, "learning_rate": 0.1, "cat_smooth": 100}
        self.run("minutes-no-lags", "2026-10-05T11:00:00", "ana", self.spec("lightgbm", WITHOUT_LAGS, target="delay", params=lgb_params, rounds=30))
        self.run("minutes-squared-error", "2026-10-05T11:20:00", "ana", self.spec("lightgbm", target="delay", params=lgb_params, rounds=40, save=True))
        self.run("minutes-huber", "2026-10-06T08:45:00", "ben", self.spec("xgboost", target="delay", params={"objective": "reg:pseudohubererror", "huber_slope": 30, "base_score": 5.0, "eval_metric": ["rmse", "mae"], "max_cat_to_onehot": 4, "seed": 1, "max_depth": 3, "eta": 0.3, "lambda": 30}, rounds=30, save="json"))
        mistaken = self.run("minutes-mistaken-target", "2026-10-06T09:10:00", "ben", self.spec("lightgbm", params={**lgb_params, "num_leaves": 4}, rounds=5, target="delay"))
        self.client.delete_run(mistaken)

    def register(self, model, when, name, description):
        """A version of `model` from the model that run `name` logged."""
        self.clock.set(when)
        _, _, run_id = self.models[name]
        logged = self.client.get_run(run_id).outputs.model_outputs[0].model_id
        version = mlflow.register_model(f"models:/{logged}", model)
        self.client.update_model_version(model, version.version, description)
        return version.version

    def registry(self):
        """Models and versions; their stages and aliases come from scripts/sampleHistory.mjs, which records why."""
        self.register(MODEL, "2026-09-08T09:00:00", "baseline-no-lags", "Baseline without the lag features.")
        self.register(MODEL, "2026-09-10T09:00:00", "first-lags", "First model with the origin's earlier delays.")
        self.register(MODEL, "2026-09-15T10:00:00", "early-stopping", "XGBoost; stopped when validation did not improve for 5 rounds.")
        self.register(MODEL, "2026-09-29T10:00:00", "regularised", "XGBoost with the best point of the search.")
        self.register(MINUTES, "2026-10-05T12:00:00", "minutes-squared-error", "Delay in minutes, squared error.")
        self.register(MINUTES, "2026-10-06T12:00:00", "minutes-huber", "Delay in minutes, pseudo-Huber: less pulled by the few very late flights.")
        self.register(MODEL, "2026-10-19T08:00:00", "retrained-april", "Retrained on April.")
        self.register(MODEL, "2026-11-09T08:00:00", "retrained-may", "Retrained on May.")
        client = self.client
        client.update_registered_model(MODEL, "Is a flight more than 15 minutes late? The output is the probability.")
        client.set_registered_model_tag(MODEL, "team", "operations")
        client.set_model_version_tag(MODEL, "4", "validated", "2026-09-30")
        client.update_registered_model(MINUTES, "By how many minutes is a flight late?")

    def write_data(self):
        """Both tables with the recorded probability of the version in Production."""
        model, spec, _ = self.models["regularised"]
        for name, flights in (("reference", self.reference), ("current", self.current)):
            table = flights[[*INPUTS, "late"]].assign(prediction=self.trainer.predict(model, spec, flights).astype("float64"))
            arrow = pyarrow.Table.from_pandas(table, preserve_index=False)
            pyarrow.parquet.write_table(arrow, self.folder / "data" / f"{name}.parquet", compression="zstd", compression_level=19)


def main(flights_path, folder):
    for part in ("artifacts", "data", "mlflow.db"):
        remove(folder / part)
    (folder / "data").mkdir(parents=True)
    os.chdir(folder)
    sys.argv = ["train.py"]
    clock = clocks.install(seed=2001)
    clock.set("2026-09-07T08:00:00")
    mlflow.set_tracking_uri(f"sqlite:///{folder}/mlflow.db")
    client = MlflowClient()
    for name in ("flight-delay", "flight-delay-tuning", "delay-minutes"):
        clock.wait(60)
        client.create_experiment(name, artifact_location=f"{folder}/artifacts/{name}")
    project = Project(read_flights(flights_path), folder, clock)
    project.delays()
    project.tuning()
    project.minutes()
    project.retraining()
    project.registry()
    project.write_data()
    print(json.dumps({name: client.get_run(run).data.metrics for name, (_, _, run) in project.models.items() if "point" not in name}, indent=1))
    scrub(folder)
    check_sizes(folder)


def remove(path):
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def check_sizes(folder):
    sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    for path, size in sizes.items():
        print(f"{size:9,} {path.relative_to(folder)}")
        if size > LARGEST_FILE:
            raise SystemExit(f"{path} is larger than {LARGEST_FILE} bytes")
    print(f"{sum(sizes.values()):9,} in all")
    if sum(sizes.values()) > LARGEST_SAMPLE:
        raise SystemExit(f"the sample is larger than {LARGEST_SAMPLE} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
