"""Writes the schema of a database that the installed MLflow creates, as JSON.

    python dump_mlflow_schema.py mlflow-3.0.0-schema.json

Made with Python 3.11 and SQLite 3.40.1 by
- mlflow 3.0.0, SQLAlchemy 2.0.41, alembic 1.16.1 (what Model Ops creates),
- mlflow 2.22.1, SQLAlchemy 2.0.41, alembic 1.20.1,
- mlflow 3.17.2, SQLAlchemy 2.1.9, alembic 1.20.1.

The statements are those of sqlite_master in the order of creation; indexes that SQLite makes by itself have none.
The order of constraints within a table may differ from run to run: MLflow's upgrades hold them in sets.
"""

import json
import os
import sqlite3
import sys
import tempfile

from mlflow import MlflowClient

target = os.path.abspath(sys.argv[1])
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    MlflowClient(f"sqlite:///{folder}/mlflow.db").search_experiments()
    database = sqlite3.connect("mlflow.db")
    revision = database.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    statements = [row[0] for row in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")]
    database.close()
with open(target, "w") as file:
    json.dump({"revision": revision, "statements": statements}, file, indent=1)
    file.write("\n")
