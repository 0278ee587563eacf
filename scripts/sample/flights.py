"""Flights of 2001 as rows for a model: is a flight more than 15 minutes late?

`delay` is where the target comes from and never an input. The two lag features are means over flights of the same
origin that were scheduled yesterday, and three hours ago; they are missing where no such flight was scheduled, as
real lags are (early mornings, small airports, the first day of the data).
"""

import pandas as pd

INPUTS = ["hour", "weekday", "distance", "origin", "destination", "origin_delay_yesterday", "origin_delay_3h_ago"]
WITHOUT_LAGS = INPUTS[:5]
LATE_MINUTES = 15


def read_flights(path):
    """All flights, one row each, with inputs, `late` (0 or 1) and `delay` in minutes."""
    flights = pd.read_parquet(path).sort_values("date", kind="stable").reset_index(drop=True)
    flights["late"] = (flights["delay"] > LATE_MINUTES).astype("int64")
    flights["hour"] = flights["date"].dt.hour.astype("int64")
    flights["weekday"] = flights["date"].dt.dayofweek.astype("int64")
    flights["origin_delay_yesterday"] = earlier_mean(flights, "D", pd.Timedelta(days=1))
    flights["origin_delay_3h_ago"] = earlier_mean(flights, "h", pd.Timedelta(hours=3))
    return flights


def earlier_mean(flights, period, lag):
    """Mean delay, to hundredths of a minute, of the origin's flights in the period `lag` before the flight's own."""
    period_of = flights["date"].dt.floor(period)
    means = flights["delay"].groupby([flights["origin"], period_of]).mean().round(2)
    keys = pd.MultiIndex.from_arrays([flights["origin"], period_of - lag])
    return pd.Series(means.reindex(keys).to_numpy(), index=flights.index)


def airports(flights):
    return sorted(set(flights["origin"]) | set(flights["destination"]))


def between(flights, first, end):
    """Flights from the day `first` up to, and without, the day `end`."""
    return flights[(flights["date"] >= first) & (flights["date"] < end)]


def sample_rows(flights, count, seed):
    """`count` rows by seed, in order of time."""
    return flights.sample(n=count, random_state=seed).sort_index()


def inputs(flights, columns, categories):
    """The model's inputs; airports as a categorical column, so that the model file records their names."""
    rows = flights[columns].copy()
    for name in ("origin", "destination"):
        rows[name] = pd.Categorical(rows[name], categories=categories)
    return rows
