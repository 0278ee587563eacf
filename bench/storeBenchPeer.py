"""Times MLflow's own SQLAlchemy stores, with no server between them and the clock.

    python storeBenchPeer.py prepare URI
    python storeBenchPeer.py time URI QUESTIONS

`prepare` makes this MLflow's tables of the database. QUESTIONS is a JSON list of {name, ask, repeats, …}; `time` prints, by
name, the fastest of the repeats after the first, in milliseconds, and what ours must answer too.
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
    return lambda: tracking.get_metric_history_bulk_interval([question["run"]], question["key"], question["points"], None, None), len


def models_page(_tracking, registry, question):
    return lambda: registry.search_registered_models(max_results=question["limit"]), lambda models: [model.name for model in models]


def versions_of_model(_tracking, registry, question):
    def ask():
        return registry.search_model_versions(f"name = '{question['model']}'", max_results=1000)

    return ask, lambda versions: sorted(int(version.version) for version in versions)


ASKS = {"runs": runs_page, "series": series, "models": models_page, "versions": versions_of_model}


def fastest(ask, repeats):
    answer = ask()
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        ask()
        times.append(time.perf_counter() - started)
    return answer, min(times) * 1000


def main():
    task, uri, *rest = sys.argv[1:]
    tracking = TrackingStore(uri, tempfile.gettempdir())
    registry = RegistryStore(uri)
    if task == "prepare":
        return
    answers = {}
    for question in json.loads(rest[0]):
        ask, facts = ASKS[question["ask"]](tracking, registry, question)
        answer, milliseconds = fastest(ask, question["repeats"])
        answers[question["name"]] = {"milliseconds": milliseconds, "facts": facts(answer)}
    print(json.dumps(answers))


main()
