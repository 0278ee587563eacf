"""Makes MLflow's times and ids the same at every run of the script."""

import random
import time
import uuid
from datetime import datetime, timezone


class Clock:
    """Stands in for `time.time`: starts where it is set, moves a millisecond at each look."""

    def __init__(self):
        self.seconds = 0.0

    def set(self, text):
        self.seconds = datetime.fromisoformat(text).replace(tzinfo=timezone.utc).timestamp()

    def wait(self, seconds):
        self.seconds += seconds

    def __call__(self):
        self.seconds += 0.001
        return self.seconds


def install(seed):
    """Replaces the clock and the source of ids of this process; gives the clock back."""
    clock = Clock()
    time.time = clock
    source = random.Random(seed)
    uuid.uuid4 = lambda: uuid.UUID(int=source.getrandbits(128), version=4)
    return clock
