"""Evidently's own text descriptors and their drift: what the tests of descriptors compare Model Ops with.

    python textDescriptors_peer.py   -> [{"name", "reference": side, "current": side, "drift": {descriptor: {"score", "method", "threshold", "drifted"}}}]

A side is {"texts", "descriptors": {name: [value]}}. Texts are paragraphs of docstrings of installed packages, lines of the
licences of installed packages, and made ones of every script that this Python knows.
"""
import importlib
import inspect
import json
import pathlib
import sys
import unicodedata
import warnings
from importlib import metadata

import numpy as np
import pandas as pd

warnings.simplefilter("ignore")


def paragraphs(*modules):
    """Each paragraph of the docstrings of public functions and classes, in order, as it is written."""
    texts = []
    for module in map(importlib.import_module, modules):
        for _, member in sorted(inspect.getmembers(module, callable), key=lambda each: each[0]):
            texts += [part for part in (inspect.getdoc(member) or "").split("\n\n") if part.strip()]
    return texts


def licences(first, last):
    """Lines of the licences of installed packages whose names begin with a letter of the range."""
    texts = []
    for package in sorted(metadata.distributions(), key=lambda each: each.metadata["Name"].lower()):
        if not first <= package.metadata["Name"][0].lower() <= last:
            continue
        for file in package.files or []:
            if pathlib.Path(str(file)).name.upper().startswith(("LICENSE", "LICENCE", "COPYING")):
                path = pathlib.Path(str(package.locate_file(file)))
                if path.suffix != ".py" and path.is_file():
                    texts += path.read_text(encoding="utf-8", errors="ignore").split("\n")
    return [text for text in texts if text]


def made(seed, count, dots):
    """Random characters that this Python knows, with many of those that the definitions turn on."""
    rng = np.random.default_rng(seed)
    known = [chr(code) for code in range(1, 0x110000) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    space = [character for character in known if character.isspace()]
    usual = list("abcxyzABCMrDs019_.,!?'-  ") + ["é", "e\u0301", "日", "本", "。", "ж", "א", "ا", "😀", "👩‍👧", "\u200d", "\ufeff", "…", "½", "²", "Ⅷ"]
    pools = [known, space, usual, [". ", "? ", "! ", ".", ".\n", "Dr. ", "e.g. ", "U.S. ", "a.b? "]]
    shares = np.array([0.1, 0.1, 0.8 - dots, dots])

    def text():
        parts = []
        for pool in rng.choice(4, size=rng.integers(1, 60), p=shares):
            parts.append(pools[pool][rng.integers(len(pools[pool]))])
        return "".join(parts)

    return [text() for _ in range(count)]


NAMES = ["text_length", "word_count", "sentence_count", "non_letter_character_percentage"]


def described(texts):
    from evidently import DataDefinition, Dataset
    from evidently.descriptors import NonLetterCharacterPercentage, SentenceCount, TextLength, WordCount

    descriptors = [kind("text", alias=name) for kind, name in zip([TextLength, WordCount, SentenceCount, NonLetterCharacterPercentage], NAMES)]
    return Dataset.from_pandas(pd.DataFrame({"text": texts}), data_definition=DataDefinition(text_columns=["text"]), descriptors=descriptors)


def compare(name, reference, current):
    from evidently import Report
    from evidently.metrics import ValueDrift

    sides = {"reference": described(reference), "current": described(current)}
    result = Report([ValueDrift(column=each) for each in NAMES], include_tests=True).run(sides["current"], sides["reference"]).dict()
    drift = {
        each: {"score": float(metric["value"]), "method": metric["config"]["method"], "threshold": metric["config"]["threshold"], "drifted": test["status"] == "FAIL"}
        for each, metric, test in zip(NAMES, result["metrics"], result["tests"])
    }
    frames = {side: data.as_dataframe() for side, data in sides.items()}
    return {
        "name": name,
        **{side: {"texts": frame["text"].tolist(), "descriptors": {each: frame[each].tolist() for each in NAMES}} for side, frame in frames.items()},
        "drift": drift,
    }


json.dump(
    [
        compare("docstrings", paragraphs("scipy.stats"), paragraphs("sklearn.metrics", "sklearn.linear_model")),
        compare("docstrings, small reference", paragraphs("scipy.special")[:400], paragraphs("scipy.stats")[:300]),
        compare("licences", licences("a", "m"), licences("n", "z")),
        compare("every script", made(1, 3000, 0.1), made(2, 2000, 0.2)),
        compare("every script, small reference", made(3, 500, 0.1), made(4, 500, 0.1)),
    ],
    sys.stdout,
)
