"""The real river on streams: what the detectors of Model Ops are compared with.

    python detect_peer.py < requests.json   [{"detector", "parameters", "seed", "values"}] -> [{"detections", "warnings"}]

Prints one JSON value.
"""
import json
import sys

from river import drift

DETECTORS = {
    "adwin": drift.ADWIN,
    "ddm": drift.binary.DDM,
    "eddm": drift.binary.EDDM,
    "hddm_a": drift.binary.HDDMA,
    "hddm_w": drift.binary.HDDMW,
    "page_hinkley": drift.PageHinkley,
    "kswin": drift.KSWIN,
}


def watch(request):
    seeded = {"seed": request["seed"]} if request["detector"] == "kswin" else {}
    detector = DETECTORS[request["detector"]](**request["parameters"], **seeded)
    found = {"detections": [], "warnings": []}
    for row, value in enumerate(request["values"]):
        if value is None:
            continue
        detector.update(value)
        if detector.drift_detected:
            found["detections"].append(row)
        if getattr(detector, "warning_detected", False):
            found["warnings"].append(row)
    return found


if __name__ == "__main__":
    print(json.dumps([watch(request) for request in json.load(sys.stdin)]))
