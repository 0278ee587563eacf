"""MLflow's side of the comparison of stores: writes a database, reads all facts of one, goes on writing to one.

Reads tasks from its input, one JSON value a line: {"task": "write" | "facts" | "extend" | "share" | "save" | "load", "uri": …,
"folder": …}, and answers
each with a line: what was found, or null; non-finite numbers by name, MLflow's own field names. Works on mlflow 2.18 and
later. An exception ends it.
"""

import json
import math
import os
import sqlite3
import sys
import tempfile
from pathlib import Path

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
answers = sys.stdout
sys.stdout = sys.stderr

import mlflow
import pandas as pd
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag, ViewType

LONG_ID = 123456789012345678
MODEL = "flights ünï 'quoted' \"twice\""
HAS_LOGGED_MODELS = hasattr(MlflowClient, "search_logged_models")


def number(value):
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def facts(client):
    experiments = client.search_experiments(view_type=ViewType.ALL, max_results=1000)
    ids = [experiment.experiment_id for experiment in experiments]
    runs = client.search_runs(ids, run_view_type=ViewType.ALL, max_results=1000)
    return {
        "experiments": [experiment_facts(experiment) for experiment in experiments],
        "runs": [run_facts(client, run) for run in runs],
        "models": [model_facts(model) for model in client.search_registered_models(max_results=1000)],
        "versions": [version_facts(client.get_model_version(version.name, version.version)) for version in client.search_model_versions(max_results=1000)],
    }


def experiment_facts(experiment):
    return {
        "experiment_id": experiment.experiment_id,
        "name": experiment.name,
        "artifact_location": experiment.artifact_location,
        "lifecycle_stage": experiment.lifecycle_stage,
        "creation_time": experiment.creation_time,
        "last_update_time": experiment.last_update_time,
        "tags": dict(experiment.tags),
    }


def run_facts(client, run):
    info = run.info
    return {
        "run_id": info.run_id,
        "run_name": info.run_name,
        "experiment_id": info.experiment_id,
        "status": info.status,
        "start_time": info.start_time,
        "end_time": info.end_time,
        "user_id": info.user_id,
        "lifecycle_stage": info.lifecycle_stage,
        "artifact_uri": info.artifact_uri,
        "metrics": {key: number(value) for key, value in run.data.metrics.items()},
        "params": dict(run.data.params),
        "tags": dict(run.data.tags),
        "histories": {key: history(client, info.run_id, key) for key in run.data.metrics},
        "artifacts": artifacts(client, info.run_id, None),
        "datasets": [dataset_facts(entry) for entry in run.inputs.dataset_inputs],
        "logged_models": [logged_model_facts(model) for model in logged_models(client, run)],
    }


def history(client, run_id, key):
    return [[number(metric.value), metric.timestamp, metric.step] for metric in client.get_metric_history(run_id, key)]


def artifacts(client, run_id, folder):
    found = []
    for entry in client.list_artifacts(run_id, folder):
        found.append([entry.path, entry.is_dir, entry.file_size])
        if entry.is_dir:
            found.extend(artifacts(client, run_id, entry.path))
    return found


def logged_models(client, run):
    """What the run says it made, and what says that the run made it."""
    if not HAS_LOGGED_MODELS:
        return []
    found = client.search_logged_models([run.info.experiment_id], filter_string=f"source_run_id = '{run.info.run_id}'")
    named = [client.get_logged_model(output.model_id) for output in run.outputs.model_outputs] if run.outputs else []
    models = {model.model_id: model for model in [*found, *named]}
    return sorted(models.values(), key=lambda model: (model.creation_timestamp, model.model_id))


def dataset_facts(entry):
    dataset = entry.dataset
    return {
        "name": dataset.name,
        "digest": dataset.digest,
        "source_type": dataset.source_type,
        "source": dataset.source,
        "schema": dataset.schema or None,
        "profile": dataset.profile or None,
        "context": next((tag.value for tag in entry.tags if tag.key == "mlflow.data.context"), None),
    }


def logged_model_facts(model):
    return {
        "model_id": model.model_id,
        "name": model.name,
        "artifact_location": model.artifact_location,
        "status": str(getattr(model.status, "value", model.status)),
        "creation_timestamp": model.creation_timestamp,
        "source_run_id": model.source_run_id,
    }


def model_facts(model):
    return {
        "name": model.name,
        "description": model.description or "",
        "creation_timestamp": model.creation_timestamp,
        "last_updated_timestamp": model.last_updated_timestamp,
        "tags": dict(model.tags),
        "aliases": {alias: str(version) for alias, version in model.aliases.items()},
        "latest_versions": sorted([[version.current_stage, str(version.version)] for version in model.latest_versions]),
    }


def version_facts(version):
    return {
        "name": version.name,
        "version": str(version.version),
        "current_stage": version.current_stage,
        "status": str(version.status),
        "source": version.source,
        "run_id": version.run_id or None,
        "description": version.description or "",
        "aliases": sorted(version.aliases),
        "tags": dict(version.tags),
        "creation_timestamp": version.creation_timestamp,
        "last_updated_timestamp": version.last_updated_timestamp,
    }


def write(client, uri, folder):
    write_experiments(client, uri, folder)
    first = client.create_experiment("first", artifact_location=str(folder / "artifacts" / "first"), tags={"team": "ops", "mlflow.note.content": "a\nb"})
    parent = write_parent(client, first)
    write_children(client, first, parent)
    write_odd_runs(client, first)
    write_registry(client, named(MODEL, uri), parent, write_models(first))


def named(name, uri):
    """MLflow's file store cannot look for a name with quotes."""
    return name if uri.startswith("sqlite:") else name.replace("'", "").replace('"', "")


def write_experiments(client, uri, folder):
    client.delete_experiment(client.create_experiment(named("deleted 'one'", uri)))
    if not uri.startswith("sqlite:"):
        return  # A file store gives every experiment such an id.
    client.create_experiment("long id", artifact_location=str(folder / "artifacts" / "long"))
    database = sqlite3.connect(uri.removeprefix("sqlite:///"))
    database.execute("UPDATE experiments SET experiment_id = ? WHERE name = 'long id'", (LONG_ID,))
    database.commit()
    database.close()
    client.log_param(client.create_run(str(LONG_ID), run_name="in the long one").info.run_id, "a", "1")


def write_parent(client, experiment):
    run = client.create_run(experiment, run_name="parent", start_time=1_700_000_000_000, tags={"mlflow.user": "ana", "note": "ünïcode ✓"}).info.run_id
    values = [("auc", 0.5, 1, 0), ("auc", 0.75, 2, 1), ("auc", 0.7, 2, 1), ("auc", 0.625, 1, 5), ("same time", 1.0, 5, 3), ("same time", 2.0, 5, 3)]
    odd = [("nan", math.nan, 1, 0), ("nan then number", math.nan, 1, 0), ("nan then number", 3.0, 2, 1), ("number then nan", 3.0, 1, 0), ("number then nan", math.nan, 2, 1)]
    infinite = [("inf", math.inf, 1, 0), ("minus inf", -math.inf, 1, 0), ("tiny", 5e-324, 1, 0), ("negative step", -1.5, 1, -7), ("far step", 0.1, 1_700_000_000_001, 9_007_199_254_740_991)]
    client.log_batch(run, metrics=[Metric(*value) for value in values + odd + infinite], params=[Param("depth", "6"), Param("empty", ""), Param("long", "x" * 6000), Param("a/b.c d", "é")], tags=[RunTag("k", "v" * 5000)])
    client.set_terminated(run, end_time=1_700_000_100_000)
    return run


def write_children(client, experiment, parent):
    for number_of_child in range(3):
        child = client.create_run(experiment, run_name=f"child {number_of_child}", start_time=1_700_000_000_000 + number_of_child, tags={"mlflow.parentRunId": parent}).info.run_id
        client.log_metric(child, "auc", number_of_child / 10, timestamp=1, step=0)
        client.set_terminated(child, status="FAILED" if number_of_child == 1 else "FINISHED")


def write_odd_runs(client, experiment):
    client.create_run(experiment, run_name="still running")
    client.set_terminated(client.create_run(experiment, run_name="killed").info.run_id, status="KILLED")
    client.delete_run(client.create_run(experiment, run_name="deleted").info.run_id)


def write_models(experiment):
    """A run with datasets, artifacts, a logged model of each status, and a model folder as MLflow 2 left them."""
    frame = pd.DataFrame({"hour": [1, 2, 3], "origin": ["ATL", None, "SEA"], "late": [0.0, 1.0, 0.0]})
    with mlflow.start_run(experiment_id=experiment, run_name="with everything") as run, tempfile.TemporaryDirectory() as scratch:
        mlflow.log_input(mlflow.data.from_pandas(frame, source="data.csv", targets="late", name="flights"), context="training")
        mlflow.log_input(mlflow.data.from_numpy(frame[["hour"]].to_numpy(), source="https://example.org/data.npy"), context="evaluation")
        mlflow.log_text("hello", "notes/a.txt")
        mlflow.log_text("", "empty.txt")
        Path(scratch, "MLmodel").write_text("flavors: {}\n")
        mlflow.log_artifacts(scratch, "old-model")
        if HAS_LOGGED_MODELS:
            write_logged_models(run.info.run_id, scratch)
    return run.info.run_id


def write_logged_models(run, model_folder):
    model = mlflow.initialize_logged_model(name="ready", params={"p": "1"})
    MlflowClient().log_model_artifacts(model.model_id, model_folder)
    mlflow.finalize_logged_model(model.model_id, "READY")
    mlflow.finalize_logged_model(mlflow.initialize_logged_model(name="broken").model_id, "FAILED")
    mlflow.initialize_logged_model(name="pending")
    MlflowClient().log_outputs(run, [mlflow.entities.LoggedModelOutput(model.model_id, step=0)])


def write_registry(client, name, parent, folder_run):
    client.create_registered_model(name, tags={"team": "ops"}, description="Late?\n<b>yes</b>")
    sources = [f"runs:/{folder_run}/old-model"] * 3 + ["s3://bucket/model"]
    if HAS_LOGGED_MODELS:
        ready = next(model for model in logged_models(client, client.get_run(folder_run)) if model.name == "ready")
        sources[0] = f"models:/{ready.model_id}"
    for place, source in enumerate(sources):
        client.create_model_version(name, source, run_id=folder_run if place != 3 else parent, tags={"n": str(place)}, description=f"number {place}" if place else None)
    client.transition_model_version_stage(name, "1", "Production")
    client.transition_model_version_stage(name, "2", "Production", archive_existing_versions=True)
    client.transition_model_version_stage(name, "3", "Staging")
    for alias, version in [("champion", "2"), ("also", "2"), ("dangling", "4"), ("gone", "1")]:
        client.set_registered_model_alias(name, alias, version)
    client.delete_registered_model_alias(name, "gone")
    client.delete_model_version(name, "4")
    client.create_registered_model("empty one")
    client.create_registered_model("gone")
    client.create_model_version("gone", "s3://bucket/gone")
    client.delete_registered_model("gone")
    write_prompt()


def write_prompt():
    """MLflow 2.21 brought prompts; 3.1 gave them another module."""
    module = next((module for module in (getattr(mlflow, "genai", None), mlflow) if hasattr(module, "register_prompt")), None)
    if module:
        module.register_prompt("a_prompt", "Say {{what}}.")


def extend(client, folder):
    """What a colleague who uses MLflow does next: a run, a version, a stage, an alias, a tag."""
    experiment = client.create_experiment("theirs", artifact_location=str(folder / "artifacts" / "theirs"))
    run = client.create_run(experiment, run_name="their run").info.run_id
    client.log_metric(run, "auc", 0.9, timestamp=5, step=2)
    client.set_terminated(run)
    for model in client.search_registered_models():
        version = client.create_model_version(model.name, "s3://bucket/theirs", run_id=run).version
        client.transition_model_version_stage(model.name, version, "Production", archive_existing_versions=True)
        client.set_registered_model_alias(model.name, "theirs", version)
        client.set_model_version_tag(model.name, version, "by", "them")


def share(client):
    """What a team does in a workspace of its own, with names that the default workspace has too."""
    mlflow.create_workspace("team")
    mlflow.set_workspace("team")
    client.create_experiment("made here")
    client.create_registered_model("ours")
    client.create_model_version("ours", "s3://bucket/theirs")
    client.set_registered_model_alias("ours", "champion", "1")
    mlflow.set_workspace("default")


class Doubling(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input):
        return [2 * value for value in model_input["x"]]


def load(model):
    return list(mlflow.pyfunc.load_model(model).predict(pd.DataFrame({"x": [1.0, 2.0]})))


def answer(task, uri, folder, model=None):
    mlflow.set_tracking_uri(uri)
    client = MlflowClient(uri, uri)
    if task == "write":
        return write(client, uri, Path(folder))
    if task == "extend":
        return extend(client, Path(folder))
    if task == "share":
        return share(client)
    if task == "save":
        return mlflow.pyfunc.save_model(str(Path(folder, "saved")), python_model=Doubling())
    if task == "load":
        return load(model)
    return facts(client)


def main():
    for line in sys.stdin:
        asked = json.loads(line)
        os.chdir(asked["folder"])
        print(json.dumps(answer(**asked), allow_nan=False), file=answers, flush=True)


main()
