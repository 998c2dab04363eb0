"""What is given: the command while GitHub fails in every way that the stand-in knows: less may be known, nothing may be wrong."""

from functional.running import Json

GRAPHQL = {"path": "graphql$"}
AT_ONCE = ("--max-wait", "0")
#: Faults of single answers: what is played, and what a gap then says.
FAULTS = {
    "bad gateway": ({"kind": "http_error", "status": 502}, "status 502"),
    "bad gateway in JSON": ({"kind": "http_error", "status": 502, "body": "json"}, "status 502"),
    "internal error": ({"kind": "http_error", "status": 500}, "status 500"),
    "internal error in JSON": ({"kind": "http_error", "status": 500, "body": "json"}, "status 500"),
    "not available": ({"kind": "http_error", "status": 503}, "status 503"),
    "not available in JSON": ({"kind": "http_error", "status": 503, "body": "json"}, "status 503"),
    "gateway timeout": ({"kind": "http_error", "status": 504}, "status 504"),
    "cut connection": ({"kind": "reset"}, " failed: "),
    "half a body": ({"kind": "truncate"}, "cut off"),
    "secondary limit": ({"kind": "secondary_limit", "retry_after": 90}, "secondary limit"),
    "secondary limit, 429": ({"kind": "secondary_limit", "status": 429, "retry_after": 90}, "secondary limit"),
    "secondary limit, no time told": ({"kind": "secondary_limit", "retry_after": "none"}, "secondary limit"),
    "secondary limit, 429, no time told": (
        {"kind": "secondary_limit", "status": 429, "retry_after": "none"},
        "secondary limit",
    ),
    "hourly limit": ({"kind": "primary_limit", "reset_in": 600}, "hourly limit is used up"),
    "revoked token": ({"kind": "token_expired"}, "refused the token"),
}


def reasons(report: Json) -> str:
    return " | ".join(gap["reason"] for gap in report["data"]["gaps"])


def kinds(report: Json) -> set[str]:
    return {gap["kind"] for gap in report["data"]["gaps"]}


def said(part):
    """What a report says of a person, whatever the address of the server that it was asked of."""
    if isinstance(part, dict):
        return {name: said(value) for name, value in part.items() if not name.endswith("url") and name != "data"}
    return [said(value) for value in part] if isinstance(part, list) else part
