"""What schemathesis sends, so that it reaches what is behind a 404; and what came back, counted."""

import atexit
import copy
import json
import os
import random
import re
from collections import Counter

import schemathesis

given = json.load(open(os.environ["FUZZ_GIVEN"], encoding="utf-8"))
known, fields, bodies = given["known"], given["fields"], given["bodies"]
chance = random.Random(int(given["seed"]))
words = {
    "collectivities": "collectivity", "programmes": "programme", "zones": "zone", "sites": "site", "people": "person",
    "data-imports": "data-import", "conventions": "convention", "signature-rounds": "signature-round", "campaigns": "campaign",
    "engagements": "engagement", "creditors": "creditor", "documents": "document", "consultation-days": "consultation-day",
    "covers": "cover", "month-closings": "month-closing", "statements": "statement", "commands": "command",
}
calls, served, statuses = Counter(), set(), Counter()


def pick(name):
    values = known.get(name) or []
    return chance.choice(values) if values else None


def filled(value, name=None, only=None):
    """A text that is an id, a date or a number with a key becomes one that exists or that is well formed."""
    if isinstance(value, dict):
        return {key: filled(each, key, only) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, name, only) for each in value]
    if not isinstance(value, str) or name not in (only or fields) or chance.random() > 0.8:
        return value
    chosen = pick(fields[name])
    return value if chosen is None else chosen


def is_negative(case, location):
    meta = case.meta
    return meta is not None and any(at.name == location and part.mode.is_negative for at, part in meta.components.items())


@schemathesis.hook
def before_call(context, case, kwargs):
    noun = words.get(case.path.strip("/").split("/")[0])
    if case.path_parameters and not is_negative(case, "PATH"):
        for name in case.path_parameters:
            if chance.random() < 0.85:
                real = pick(noun if name == "id" else name)
                if real is not None:
                    case.path_parameters[name] = real
    if not is_negative(case, "BODY") and case.operation.label in bodies and chance.random() < 0.4:
        case.body = filled(copy.deepcopy(bodies[case.operation.label]), only=("rpps", "email"))
    elif isinstance(case.body, (dict, list)) and not is_negative(case, "BODY"):
        case.body = filled(case.body)
    # a key that came before with another body is refused for that alone
    if case.headers and "Idempotency-Key" in case.headers and not is_negative(case, "HEADER") and chance.random() < 0.8:
        case.headers["Idempotency-Key"] = f"{chance.getrandbits(64):x}"
    # it draws this header from the versions that it has read, without the quotes that a header has around them
    if case.headers and "If-Match" in case.headers and not is_negative(case, "HEADER"):
        digits = str(case.headers["If-Match"]).strip('"')
        if chance.random() < 0.7 or not re.fullmatch("[0-9]{1,9}", digits):
            del case.headers["If-Match"]
        else:
            case.headers["If-Match"] = f'"{digits}"'


@schemathesis.hook
def after_call(context, case, response):
    calls[case.operation.label] += 1
    statuses[response.status_code] += 1
    if 200 <= response.status_code < 300:
        served.add(case.operation.label)


@atexit.register
def told():
    with open(os.environ["FUZZ_TOLD"], "w", encoding="utf-8") as out:
        json.dump({"cases": sum(calls.values()), "operations": len(calls), "served": sorted(served), "statuses": statuses}, out)
