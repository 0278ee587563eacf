"""MLflow's side of many writers on one file: registers versions of a model, one after the other.

    python register_peer.py URI MODEL WHO COUNT

Prints `ready`, waits for a line, registers, and prints one JSON value: the numbers that it was given, and how often it had to
ask again: MLflow gives up on a number that others take three times, and on a file that stays locked, and says to retry.
"""

import json
import os
import sys

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
answers = sys.stdout
sys.stdout = sys.stderr

from mlflow import MlflowClient
from mlflow.exceptions import MlflowException


def main(uri, model, who, count):
    client = MlflowClient(uri, uri)
    client.get_registered_model(model)
    print("ready", file=answers, flush=True)
    sys.stdin.readline()
    numbers = []
    retries = 0
    while len(numbers) < int(count):
        try:
            numbers.append(int(client.create_model_version(model, "s3://bucket/model", description=who).version))
        except MlflowException as error:
            if "giving up after" not in error.message and "database is locked" not in error.message:
                raise
            retries += 1
    print(json.dumps({"numbers": numbers, "retries": retries}), file=answers, flush=True)


main(*sys.argv[1:])
