"""pandas' weekdays, hours, steps and duplicates: what the tests of dates and duplicates compare Model Ops with.

    python dateTimes_peer.py times < [[epoch milliseconds or null]]   -> [{"weekdays", "hours", "earliest", "latest", "missing", "step"}]
    python dateTimes_peer.py duplicates < [path of a CSV or Parquet]  -> [{"rows", "copies"}]
"""
import json
import sys

import pandas as pd

EPOCH = pd.Timestamp(0, tz="UTC")


def times(values):
    # One by one: as floats they would be rounded.
    series = pd.Series([pd.NaT if value is None else pd.Timestamp(value, unit="ms", tz="UTC") for value in values])
    present = series.dropna()
    steps = present.drop_duplicates().sort_values().diff().dropna()
    milliseconds = steps // pd.Timedelta(milliseconds=1)
    return {
        "weekdays": [int((present.dt.weekday == day).sum()) for day in range(7)],
        "hours": [int((present.dt.hour == hour).sum()) for hour in range(24)],
        "earliest": int((present.min() - EPOCH) // pd.Timedelta(milliseconds=1)),
        "latest": int((present.max() - EPOCH) // pd.Timedelta(milliseconds=1)),
        "missing": int(series.isna().sum()),
        # The least of the commonest, as mode() sorts them.
        "step": int(milliseconds.mode().iloc[0]),
    }


def duplicates(path):
    frame = pd.read_csv(path) if path.endswith(".csv") else pd.read_parquet(path)
    copies = []
    for place, name in enumerate(frame.columns):
        for other in frame.columns[:place]:
            first, second = frame[other], frame[name]
            # A copy has the same values in every row, whether they are whole numbers or not; text and numbers differ.
            if (first.dtype == second.dtype or (first.dtype.kind in "if" and second.dtype.kind in "if")) and bool(
                ((first == second) | (first.isna() & second.isna())).all()
            ):
                copies.append({"name": name, "copyOf": other})
                break
    return {"rows": int(frame.duplicated().sum()), "copies": copies}


COMMANDS = {"times": times, "duplicates": duplicates}

json.dump([COMMANDS[sys.argv[1]](each) for each in json.load(sys.stdin)], sys.stdout)
