"""MLflow's side of the comparison of searches: makes a database with awkward data, answers searches over one.

    python search_peer.py make URI FOLDER
    python search_peer.py ask  URI FOLDER < searches.json

`ask` reads a list of {kind, filter, orderBy, experiments, view} and prints for each the list of ids that MLflow's own store
finds, in its order, or {"error": its words}.
"""

import json
import math
import os
import random
import sqlite3
import sys

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

from mlflow.entities import Dataset, DatasetInput, ExperimentTag, InputTag, Metric, Param, RunTag, ViewType
from mlflow.entities.model_registry import ModelVersionTag, RegisteredModelTag
from mlflow.store.model_registry.sqlalchemy_store import SqlAlchemyStore as RegistryStore
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore as TrackingStore

VIEWS = {"active": ViewType.ACTIVE_ONLY, "deleted": ViewType.DELETED_ONLY, "all": ViewType.ALL}
TEXTS = ["", "a", "A", "b", "it's", 'say "x"', "ünïcode", "日本語", "😀", "a_b", "a%b", "AbC", "a\\b", " 0 ", "10", "9"]


def make(uri, folder):
    tracking, registry, dice = TrackingStore(uri, folder), RegistryStore(uri), random.Random(7)
    experiments = [tracking.create_experiment(name) for name in ["Flights", "flights_2", "ünïcode", "gone"]]
    for number, experiment in enumerate(experiments):
        tracking.set_experiment_tag(experiment, ExperimentTag("team", ["ops", "Ops", "", "x"][number]))
    tracking.set_experiment_tag(experiments[1], ExperimentTag("a b", "it's"))
    runs = [make_run(tracking, dice, experiments[number % 3], number) for number in range(72)]
    for run in runs[::9]:
        tracking.delete_run(run)
    for run in runs[1:8]:
        tracking.set_tag(run, RunTag("mlflow.parentRunId", runs[0]))
    tracking.delete_experiment(experiments[3])
    make_models(registry, dice, runs)
    age(uri, dice)


def make_run(store, dice, experiment, number):
    name = dice.choice(["brave", "Brave", "calm bird", "ünïcode", "a_b"])
    run = store.create_run(experiment, dice.choice(["ana", "Bo", ""]), 1000 + number // 4, [], name).info.run_id
    values = [0.0, 1.0, -1.5, 0.1 + 0.2, math.nan, math.inf, -math.inf, 1e-300, 5]
    for key in ["m", "a b", "a.b", "ü", "only_nan"]:
        if dice.random() < 0.7:
            for step in range(3):
                value = math.nan if key == "only_nan" else dice.choice(values)
                store.log_metric(run, Metric(key, value, 1000 + step // 2, step % 2))
    for key in ["p", "a b", "a.b", "1a"]:
        if dice.random() < 0.7:
            store.log_param(run, Param(key, dice.choice(TEXTS)))
    for key in ["t", "mlflow.note", "odd/key-1", "a`b" if number == 5 else "t2"]:
        if dice.random() < 0.7:
            tag(store, run, key, dice.choice(TEXTS))
    for dataset in ["train", "Test"]:
        if dice.random() < 0.4:
            context = [InputTag("mlflow.data.context", dice.choice(["training", "eval"]))] if dice.random() < 0.8 else []
            source = Dataset(dataset, dice.choice(["d1", "d2"]), "local", "{}")
            store.log_inputs(run, [DatasetInput(source, context)])
    if dice.random() < 0.6:
        store.update_run_info(run, dice.choice([1, 2, 3, 4]) if number % 2 else 3, 2000 + number % 5, None)
    return run


def tag(store, run, key, value):
    if "`" not in key:
        store.set_tag(run, RunTag(key, value))


def make_models(store, dice, runs):
    for number, name in enumerate(["alpha", "Alpha", "beta gamma", "ünï", "x_y", "prompt"]):
        tags = [RegisteredModelTag("team", dice.choice(TEXTS))] if number % 2 else []
        if name == "prompt":
            tags.append(RegisteredModelTag("mlflow.prompt.is_prompt", "true"))
        store.create_registered_model(name, tags + [RegisteredModelTag("a b", str(number))], "words")
        for version in range(6):
            tags = [ModelVersionTag("t", dice.choice(TEXTS))] if dice.random() < 0.7 else []
            tags += [ModelVersionTag("a b", dice.choice(["1", "2"]))]
            if name == "prompt":
                tags.append(ModelVersionTag("mlflow.prompt.is_prompt", "true"))
            run = dice.choice([None, runs[version]])
            store.create_model_version(name, dice.choice(["s3://a/b", "S3://A/b", "s3://a_b"]), run, tags)
    for stage, version in [("Production", "2"), ("Staging", "3"), ("Archived", "1")]:
        store.transition_model_version_stage("alpha", version, stage, False)
    store.delete_model_version("alpha", "6")
    store.set_registered_model_alias("alpha", "champion", "2")


def age(uri, dice):
    """Times that tie and are missing, and texts that are NULL, as older versions and other writers leave them."""
    database = sqlite3.connect(uri.removeprefix("sqlite:///"))
    runs = [row[0] for row in database.execute("SELECT run_uuid FROM runs ORDER BY start_time, run_uuid")]
    database.execute("UPDATE runs SET name = NULL WHERE run_uuid = ?", (runs[4],))
    database.execute("UPDATE runs SET artifact_uri = NULL WHERE run_uuid = ?", (runs[5],))
    database.execute("DELETE FROM tags WHERE key = 'mlflow.runName' AND run_uuid = ?", (runs[6],))
    database.execute("UPDATE tags SET value = NULL WHERE key = 't' AND run_uuid IN (?, ?, ?)", tuple(runs[7:10]))
    database.execute("INSERT INTO tags (key, value, run_uuid) VALUES ('a`b', 'x', ?)", (runs[5],))
    database.execute("UPDATE experiments SET creation_time = NULL WHERE name = 'ünïcode'")
    database.execute("UPDATE experiments SET creation_time = 5, last_update_time = 7 WHERE name LIKE 'flights%'")
    database.execute("UPDATE registered_models SET last_updated_time = 9 WHERE name IN ('alpha', 'x_y')")
    database.execute("UPDATE registered_models SET last_updated_time = NULL WHERE name = 'beta gamma'")
    for name, version in database.execute("SELECT name, version FROM model_versions").fetchall():
        times = (dice.choice([1, 2, 3]), dice.choice([4, 5, None]), name, version)
        database.execute("UPDATE model_versions SET creation_time = ?, last_updated_time = ? WHERE name = ? AND version = ?", times)
    database.commit()
    database.close()


def answer(tracking, registry, search):
    text, order, view = search["filter"], search["orderBy"], VIEWS[search.get("view", "active")]
    if search["kind"] == "runs":
        return [run.info.run_id for run in tracking.search_runs(search["experiments"], text, view, 1000, order)]
    if search["kind"] == "experiments":
        return [found.experiment_id for found in tracking.search_experiments(view, 1000, text, order)]
    if search["kind"] == "models":
        return [found.name for found in registry.search_registered_models(text, 1000, order)]
    return [f"{found.name}/{found.version}" for found in registry.search_model_versions(text, 1000, order)]


def ask(uri, folder):
    tracking, registry, answers = TrackingStore(uri, folder), RegistryStore(uri), []
    for search in json.load(sys.stdin):
        try:
            answers.append(answer(tracking, registry, search))
        except Exception as error:  # whatever it raises is its answer
            answers.append({"error": f"{type(error).__name__}: {error}"[:300]})
    print(json.dumps(answers))


if __name__ == "__main__":
    {"make": make, "ask": ask}[sys.argv[1]](sys.argv[2], sys.argv[3])
