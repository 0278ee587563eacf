"""Takes this machine out of the project: absolute paths, and what MLflow notes of the machine."""

import shutil
import sqlite3

import yaml

PLACEHOLDER = "MODELOPS_SAMPLE_ROOT"
NOTED_BY_MLFLOW = "key LIKE 'mlflow.source.git.%'"


def scrub(folder):
    scrub_database(folder / "mlflow.db", str(folder))
    for path in folder.rglob("MLmodel"):
        scrub_model(path)
    shutil.rmtree(folder / "mlruns", ignore_errors=True)
    for path in folder.rglob("*"):
        if path.is_file() and str(folder).encode() in path.read_bytes():
            raise SystemExit(f"{path} still names the folder it was made in")


def scrub_database(path, root):
    """The root becomes a placeholder in every text column; the file is rebuilt, so that no page keeps the old text."""
    database = sqlite3.connect(path)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for _, column, kind, *_ in database.execute(f'PRAGMA table_info("{table}")').fetchall():
            if "CHAR" in kind.upper() or "TEXT" in kind.upper():
                database.execute(f'UPDATE "{table}" SET "{column}" = replace("{column}", ?, ?) WHERE instr("{column}", ?) > 0', (root, PLACEHOLDER, root))
    database.execute(f"DELETE FROM tags WHERE {NOTED_BY_MLFLOW}")
    database.commit()
    database.execute("VACUUM")
    database.close()


def scrub_model(path):
    """`artifact_path` only says where the folder lay; the time is that of the logged model, not of this machine."""
    text = yaml.safe_load(path.read_text())
    text["artifact_path"] = "model"
    text["utc_time_created"] = "2026-09-07 08:00:00.000000"
    path.write_text(yaml.safe_dump(text, sort_keys=True))
