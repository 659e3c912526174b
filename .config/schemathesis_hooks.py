"""What a description cannot say of a request that is as described.

A cursor is one that a former page gave; no text made up is. A key names one request: with another body it is refused,
so here each key follows from the body that it comes with. And nobody is born after today.
"""

import datetime
import hashlib

import schemathesis


def born_by_now(said):
    today = datetime.date.today().isoformat()
    for about in (said, said.get("identity")):
        if isinstance(about, dict) and isinstance(about.get("born"), str) and about["born"] > today:
            about["born"] = today


@schemathesis.hook
def before_call(context, case, kwargs):
    if not case.meta or not case.meta.generation.mode.is_positive:
        return
    if case.query and "cursor" in case.query:
        del case.query["cursor"]
    if isinstance(case.body, dict):
        born_by_now(case.body)
    if case.headers and "Idempotency-Key" in case.headers:
        said = repr((case.path_parameters, case.body)).encode("utf-8", "surrogatepass")
        case.headers["Idempotency-Key"] = hashlib.sha256(said).hexdigest()
