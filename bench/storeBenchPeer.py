"""Times MLflow's own SQLAlchemy stores, with no server between them and the clock.

    python storeBenchPeer.py prepare URI
    python storeBenchPeer.py answer URI

`prepare` makes this MLflow's tables of the database. `answer` says that it is ready, reads questions from its input, one JSON
object {ask, …} a line, and writes one JSON line for each: the milliseconds and the processor's milliseconds of the call, and what ours must
answer too. A question with "fresh" is asked of a new store, with an engine of its own and nothing of the statement prepared,
after another small question, so that its connection is open.
"""

import json
import os
import sys
import tempfile
import time

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

from mlflow.entities import ViewType
from mlflow.store.model_registry.sqlalchemy_store import SqlAlchemyStore as RegistryStore
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore as TrackingStore


def runs_page(tracking, _registry, question):
    def ask():
        return tracking.search_runs([question["experiment"]], question.get("filter", ""), ViewType.ACTIVE_ONLY, max_results=question["limit"], order_by=question.get("order_by", []))

    return ask, lambda runs: [run_facts(run) for run in runs]


def run_facts(run):
    metrics = run.data.metrics
    return [run.info.run_id, len(metrics), len(run.data.params), len(run.data.tags), round(sum(metrics.values()) * 1e6)]


def series(tracking, _registry, question):
    """What MLflow's own plots ask for: values at even places of the history."""
    return lambda: tracking.get_metric_history_bulk_interval([question["run"]], question["key"], question["points"], None, None), nothing


def history(tracking, _registry, question):
    """What MlflowClient has: every value."""
    return lambda: tracking.get_metric_history(question["run"], question["key"]), nothing


def models_page(_tracking, registry, question):
    return lambda: registry.search_registered_models(max_results=question["limit"]), lambda models: [model.name for model in models]


def versions_of_model(_tracking, registry, question):
    def ask():
        return registry.search_model_versions(f"name = '{question['model']}'", max_results=1000)

    return ask, lambda versions: sorted(int(version.version) for version in versions)


def nothing(_answer):
    return None


ASKS = {"runs": runs_page, "series": series, "history": history, "models": models_page, "versions": versions_of_model}


def fresh_store(uri, experiment):
    # MLflow keeps one engine for each URI, and in it SQLAlchemy's statements.
    getattr(TrackingStore, "_engine_map", {}).clear()
    store = tracking_store(uri)
    store.get_experiment(experiment)
    return store


def tracking_store(uri):
    return TrackingStore(uri, tempfile.gettempdir())


def timed(ask):
    started, used = time.perf_counter(), time.process_time()
    answer = ask()
    used, ended = time.process_time() - used, time.perf_counter()
    return answer, {"milliseconds": (ended - started) * 1000, "processor": used * 1000}


def main():
    task, uri = sys.argv[1:]
    tracking = tracking_store(uri)
    registry = RegistryStore(uri)
    if task == "prepare":
        return
    print("ready", flush=True)
    for line in sys.stdin:
        question = json.loads(line)
        store = fresh_store(uri, question["experiment"]) if question.get("fresh") else tracking
        ask, facts = ASKS[question["ask"]](store, registry, question)
        answer, times = timed(ask)
        print(json.dumps({**times, "facts": facts(answer)}), flush=True)


main()
