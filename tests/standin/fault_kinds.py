"""The kinds of faults with their settings and defaults, and the words that GitHub has for them."""

from __future__ import annotations

from typing import Any

EXECUTING = "Something went wrong while executing your query."
SAML = (
    "Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization."
)
CLASSIC = (
    "The organization forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a "
    "personal access token with fine-grained permissions."
)
#: What an organization or an enterprise says to a token that it does not take; none of it names a field.
POLICIES = {
    "ip_allow_list": "Although you appear to have the correct authorization credentials, the `{org}` organization has an "
    "IP allow list enabled, and your IP address is not permitted to access this resource.",
    "token_lifetime": "The '{org}' organization forbids access via a fine-grained personal access tokens if the token's "
    "lifetime is greater than 366 days. Please adjust your token's lifetime.",
    "oauth_restrictions": "Although you appear to have the correct authorization credentials, the `{org}` organization has "
    "enabled OAuth App access restrictions, meaning that data access to third-parties is limited.",
    "enterprise": "The '{org}' enterprise forbids access via a personal access token (classic).",
}
#: How large a document must be for a fault to hit it: at least one of these, if any is given. ``width`` counts its first
#: level (root fields, aliases, ids and records asked for there), ``nodes`` all records, ``characters`` its text.
_SIZES = {"width": None, "nodes": None, "characters": None}
#: Faults that replace or damage the response.
RESPONSE_KINDS: dict[str, dict[str, Any]] = {
    "http_error": {"status": 502, "body": "html"},
    "reset": {},
    "slow": {"seconds": 1.0},
    "truncate": {},
    "secondary_limit": {"status": 403, "retry_after": 60, "form": "seconds", "remaining": None, "reset_in": None},
    "primary_limit": {"reset_in": 60},
    "graphql_error": {"message": EXECUTING, "field": None},
    "token_expired": {},
}
#: Faults that change what is answered.
CONTENT_KINDS: dict[str, dict[str, Any]] = {
    "incomplete_results": {},
    "page_shift": {"by": -1},
    "malformed_yaml": {"files": r"\.ya?ml$|(^|/)OWNERS(_ALIASES)?$"},
    "deleted_user": {"logins": []},
    "hidden_user": {"logins": [], "totals": "zero"},
    "index_lag": {"by": 1},
    "barred_org": {"orgs": [], "saml": True, "message": None, "silent": False},
}
#: Faults of what a GraphQL document asks for. They are judged when it is known, so each counts only what it can hit.
DOCUMENT_KINDS: dict[str, dict[str, Any]] = {
    "field_error": {"at": None, "record": None, "type": None, "message": EXECUTING},
    "pathless_error": {
        "policy": None,
        "org": "kubernetes",
        "type": None,
        "message": EXECUTING,
        "data": "null",
        "at": None,
    },
    "shrunk_connections": {"at": r"(?!Query\.).+\..+", "keep": 0, **_SIZES, "width": 60},
    "heavy_limit": {**_SIZES, "width": 60},
    "validation_timeout": {**_SIZES, "characters": 8000},
}
#: Faults that may hit a git client.
GIT_KINDS = frozenset({"http_error", "reset", "slow", "truncate"})
