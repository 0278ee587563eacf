"""Writes Parquet and Arrow files with a column for every type, and types.json: what pandas and Evidently make of each of their
columns and of columns of CSV files.

Run make_duckdb_types.mjs first, then this with the Python that holds the pinned peers: python make_data_golden.py
"""
import datetime as dt
import decimal
import io
import json
import pathlib
import platform
import uuid
import warnings

import evidently
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
from evidently.core.datasets import infer_column_type

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).parent
COUNT = 12
NUMBERS = list(range(COUNT))
TEXTS = ["a", "b", "c"] * 4
TRUTHS = [bool(x % 2) for x in NUMBERS]


def gap(values):
    return [None if k == 5 else value for k, value in enumerate(values)]


def arrow_table():
    columns = {}
    for name in ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64"]:
        kind = getattr(pa, name)()
        values = [np.float16(x) for x in NUMBERS] if name == "float16" else NUMBERS
        columns[name] = pa.array(values, kind)
        columns[name + "_null"] = pa.array(gap(values), kind)
    columns["bool"] = pa.array(TRUTHS)
    columns["bool_null"] = pa.array(gap(TRUTHS))
    for name in ["string", "large_string", "string_view"]:
        columns[name] = pa.array(TEXTS).cast(getattr(pa, name)())
        columns[name + "_null"] = pa.array(gap(TEXTS)).cast(getattr(pa, name)())
    columns["string_distinct"] = pa.array([f"note {k}" for k in NUMBERS])
    columns["dict_string"] = pa.array(TEXTS).dictionary_encode()
    columns["dict_string_null"] = pa.array(gap(TEXTS)).dictionary_encode()
    columns["dict_distinct"] = pa.array([f"note {k}" for k in NUMBERS]).dictionary_encode()
    columns["dict_int"] = pa.array([x % 3 for x in NUMBERS]).dictionary_encode()
    days = [dt.date(2024, 1, 1 + x) for x in NUMBERS]
    columns["date32"] = pa.array(days)
    columns["date64"] = pa.array(days, pa.date64())
    times = [dt.datetime(2024, 1, 1, x) for x in NUMBERS]
    for unit in ["s", "ms", "us", "ns"]:
        columns["timestamp_" + unit] = pa.array(times, pa.timestamp(unit))
    columns["timestamp_null"] = pa.array(gap(times), pa.timestamp("us"))
    columns["timestamp_tz"] = pa.array(times, pa.timestamp("us", "UTC"))
    columns["time32"] = pa.array([dt.time(x) for x in NUMBERS], pa.time32("ms"))
    columns["time64"] = pa.array([dt.time(x) for x in NUMBERS], pa.time64("us"))
    columns["duration"] = pa.array([dt.timedelta(x) for x in NUMBERS], pa.duration("us"))
    columns["binary"] = pa.array([text.encode() for text in TEXTS])
    columns["fixed_binary"] = pa.array([b"ab"] * COUNT, pa.binary(2))
    columns["list"] = pa.array([[x, 1] for x in NUMBERS])
    columns["list_string"] = pa.array([["x"]] * COUNT)
    columns["struct"] = pa.array([{"x": x} for x in NUMBERS])
    columns["map"] = pa.array([[("k", x)] for x in NUMBERS], pa.map_(pa.string(), pa.int64()))
    columns["decimal"] = pa.array([decimal.Decimal(x) for x in NUMBERS], pa.decimal128(10, 2))
    columns["decimal38"] = pa.array([decimal.Decimal(x) for x in NUMBERS], pa.decimal128(38, 2))
    columns["null"] = pa.nulls(COUNT)
    columns["uuid"] = pa.array([uuid.UUID(int=x).bytes for x in NUMBERS], pa.uuid())
    columns["string_all_null"] = pa.array([None] * COUNT, pa.string())
    columns["int_all_null"] = pa.array([None] * COUNT, pa.int64())
    columns["bool_all_null"] = pa.array([None] * COUNT, pa.bool_())
    columns['na"me <b>\nwith \'marks\''] = pa.array(NUMBERS)
    return pa.table(columns)


def pandas_frame():
    return pd.DataFrame({
        "int64": NUMBERS, "Int64": pd.array(gap(NUMBERS), dtype="Int64"), "Int64_full": pd.array(NUMBERS, dtype="Int64"),
        "Float64": pd.array(gap([float(x) for x in NUMBERS]), dtype="Float64"), "boolean": pd.array(gap(TRUTHS), dtype="boolean"),
        "boolean_full": pd.array(TRUTHS, dtype="boolean"), "string": pd.array(gap(TEXTS), dtype="string"), "str": TEXTS,
        "category": pd.Categorical(gap(TEXTS)), "category_int": pd.Categorical(NUMBERS), "object_bool": pd.Series(gap(TRUTHS), dtype=object),
        "timedelta": pd.to_timedelta(NUMBERS, unit="s"), "period": pd.period_range("2024-01", periods=COUNT, freq="M"),
        "UInt8": pd.array(NUMBERS, dtype="UInt8"), "float32": np.arange(COUNT, dtype="float32"), "arrow_int": pd.array(NUMBERS, dtype="int64[pyarrow]"),
        "interval": pd.interval_range(0, COUNT)})


def described(frame):
    return [{"name": name, "dtype": str(frame[name].dtype), "evidently": infer_column_type(frame[name]).value, "missing": int(frame[name].isna().sum())} for name in frame.columns]


TOKENS = ["1", "+1", "-1", " 1", "1 ", "\t1", "\v1", "1.0", "1.", ".5", ".", "-.5", "1e5", "1E+05", "1e", "e5", "1d5", "1_000", "0x10", "1,000", "007", "-0",
          "inf", "-inf", "+inf", "INF", "Infinity", "+Infinity", "-INFINITY", " inf", "nan", "NAN", "Nan", "NA", " NA", "na", "NULL", "Null", "null", "None", "none",
          "<NA>", "<na>", "#N/A", "#N/A N/A", "#NA", "N/A", "n/a", "-1.#IND", "-1.#QNAN", "1.#IND", "1.#QNAN", "-NaN", "-nan", "NaN", "True", "TRUE", "true", "tRue", "T", "False",
          "false", " True", "yes", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616", "1e308",
          "1e309", "1e-400", "--1", "1 2", "1.2.3", "１", "1%", "$1", "", " ", "-", "+", "00000000000000000000001", "2024-01-01", "00:15", "a\"b", "x,y", "x\ny", "é", "😀"]


def quoted(token):
    return '"' + token.replace('"', '""') + '"'


def token_cases():
    """Every kind of value alone, beside an integer, a fraction, a missing value, text and a truth value."""
    for token in TOKENS:
        for others in ([], ["1", "7"], ["1.5"], [""], ["x"], ["False"], ["", "3"], ["-4"]):
            values = [*others[:1], token, *others[1:]] * 2
            # Two oddities of pandas are left out: an integer beyond 64 bits beside a fraction is text or a number by their order,
            # and in a column with an unsigned 64-bit integer a missing value becomes the text ''.
            big = any(value.startswith("1844674407370955161") for value in values) and "1.5" in values
            if not big and not ("" in values and token in ("9223372036854775808", "18446744073709551615")):
                yield values


def read_values(values):
    # The second column keeps a row with an empty first one from being a blank line.
    return pd.read_csv(io.StringIO("a,b\n" + "".join(f"{quoted(value)},z\n" for value in values)))[["a"]]


STRUCTURES = {
    "crlf": "a,b\r\n1,x\r\n2,y\r\n", "no last line end": "a,b\n1,x\n2,y", "blank lines": "a,b\n1,x\n\n2,y\n\n", "blank first lines": "\n\na,b\n1,x\n",
    "one column, blank line": "a\n1\n\n3\n", "one column, missing": "a\n1\nNA\n3\n", "byte order mark": "\ufeffa,b\n1,x\n", "quoted header": '"a ""1""","b\nb"\n1,x\n',
    "same names": "a,a,,a\n1,2,3,4\n", "same name taken": "a,a,a.1\n1,2,3\n", "quotes inside": 'a,b\nx"y,1\n', "escaped quotes": 'a,b\n"x""y",1\n', "line in quotes": 'a,b\n"x\ny",1\n',
    "separator in quotes": 'a,b\n"x,y",1\n', "carriage returns": "a,b\r1,x\r2,y\r", "only missing": "a,b\n,x\n,y\n", "header alone": "a,b\n", "markup": "<b>a</b>,\"it's\"\n1,x\n",
    "eleven integers": "a\n" + "\n".join(map(str, range(11))) + "\n", "ten integers": "a\n" + "\n".join(map(str, range(10))) + "\n",
    "text, half distinct": "a\nx\nx\ny\ny\n", "text, mostly distinct": "a\nx\nx\ny\n",
}
# Long columns, which pandas types in blocks: [value, how often] in order.
LONG = 600_000
BLOCKS = [[["1", LONG], ["x", 5]], [["x", LONG], ["1", 5]], [["x", LONG], ["1", 2 * LONG], ["x", LONG]], [["", LONG], ["x", 9]], [["1", LONG], ["1.5", 5]],
          [["1", LONG], ["", 5]], [["True", LONG], ["", LONG]], [["True", LONG], ["1", LONG]], [["1", LONG], ["18446744073709551615", LONG]], [["True", LONG], ["x", LONG]],
          [["1", 524_287], ["x", 1]], [["1", 524_288], ["x", 1]], [["1", LONG], ["1", LONG]]]

pq.write_table(arrow_table(), HERE / "types_pyarrow.parquet")
pandas_frame().to_parquet(HERE / "types_pandas.parquet")
pandas_frame()[["int64", "str"]].set_index("str").to_parquet(HERE / "types_index.parquet")
arrow = arrow_table()
without_views = arrow.drop_columns([name for name in arrow.column_names if name.startswith("string_view")])
feather.write_feather(without_views, HERE / "types_plain.arrow", compression="uncompressed")
feather.write_feather(without_views, HERE / "types_zstd.feather", compression="zstd")
pandas_frame().drop(columns=["period", "interval"]).to_feather(HERE / "types_lz4.feather")
with pa.ipc.new_stream(HERE / "types_stream.arrows", without_views.schema) as stream:
    stream.write_table(without_views, max_chunksize=5)
feather.write_feather(arrow.select(["string_view"]), HERE / "views.arrow")
feather.write_feather(pa.table({"a": [1]}), HERE / "version1.feather", version=1)
ARROW = {"types_plain.arrow": pd.read_feather, "types_zstd.feather": pd.read_feather, "types_lz4.feather": pd.read_feather,
         "types_stream.arrows": lambda path: pa.ipc.open_stream(path).read_all().to_pandas()}
golden = {
    "versions": {"python": platform.python_version(), "pandas": pd.__version__, "pyarrow": pa.__version__, "evidently": evidently.__version__},
    "parquet": {name: described(pd.read_parquet(HERE / name)) for name in ["types_duckdb.parquet", "types_pyarrow.parquet", "types_pandas.parquet", "types_index.parquet"]},
    "arrow": {name: described(read(HERE / name)) for name, read in ARROW.items()},
    "tokens": [{"values": values, "columns": described(read_values(values))} for values in token_cases()],
    "structures": [{"name": name, "text": text, "columns": described(pd.read_csv(io.StringIO(text)))} for name, text in STRUCTURES.items()],
    "blocks": [{"parts": parts, "columns": described(pd.read_csv(io.StringIO("a\n" + "".join(f"{value or 'NA'}\n" * count for value, count in parts))))} for parts in BLOCKS],
}
(HERE / "types.json").write_text(json.dumps(golden, ensure_ascii=False, separators=(",", ":")).replace('},{"values"', '},\n{"values"').replace('},{"name"', '},\n{"name"') + "\n")
