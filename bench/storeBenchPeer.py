"""Times MLflow's own SQLAlchemy store: python storeBenchPeer.py URI EXPERIMENT PAGE REPEATS."""

import json
import os
import sys
import tempfile
import time

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

from mlflow.entities import ViewType
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

uri, experiment, page, repeats = sys.argv[1:]
store = SqlAlchemyStore(uri, tempfile.gettempdir())


def first_page():
    return store.search_runs([experiment], "", ViewType.ACTIVE_ONLY, max_results=int(page))


def facts(run):
    metrics = run.data.metrics
    return [run.info.run_id, len(metrics), len(run.data.params), len(run.data.tags), round(sum(metrics.values()) * 1e6)]


runs = first_page()
times = []
for _ in range(int(repeats)):
    started = time.perf_counter()
    first_page()
    times.append(time.perf_counter() - started)
print(json.dumps({"milliseconds": min(times) * 1000, "page": [facts(run) for run in runs]}))
