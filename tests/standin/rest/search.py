"""Routes of searches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from standin.graphql_fields import owner_key
from standin.rest.answers import HttpError, Result
from standin.rest.routes import route
from standin.rest.shape_accounts import JSON
from standin.search import MAX_RESULTS, SearchError

if TYPE_CHECKING:
    from standin.rest.answers import Request
    from standin.rest.routes import Rest


def _search(rest: Rest, request: Request, found: Sequence[Any], shape: Callable[[Any], JSON]) -> Result:
    size = min(100, max(1, request.number("per_page", 30)))
    page = max(1, request.number("page", 1))
    if (page - 1) * size >= MAX_RESULTS:
        raise HttpError(422, "Only the first 1000 search results are available", "https://docs.github.com/v3/search/")
    distortion = request.shaper.distortion
    barred = distortion.barred
    found = [item for item in found if owner_key(item) not in barred.orgs] if barred else found
    rows, headers = rest.page(request, found[distortion.lag :], shape, MAX_RESULTS)
    incomplete = distortion.incomplete
    if incomplete:
        rows = rows[: max(0, len(rows) - 1)]
    return Result(
        body={"total_count": len(found), "incomplete_results": incomplete, "items": rows},
        headers=headers,
        nodes=len(rows),
    )


def _refused(error: SearchError) -> HttpError:
    detail = {"message": error.message, "resource": "Search", "field": error.field, "code": error.code}
    if error.code == "missing":
        del detail["message"]
    return HttpError(422, "Validation Failed", "https://docs.github.com/v3/search/", errors=[detail])


@route("/search/issues")
def search_issues(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    if request.query.get("search_type", "lexical") != "lexical":
        raise HttpError(400, "stand-in: semantic and hybrid search not implemented")
    wanted = request.query.get("advanced_search")
    advanced = rest.options.advanced_search_default if wanted is None else wanted == "true"
    try:
        found = rest.search.run(
            request.query.get("q", ""),
            advanced=advanced,
            sort=request.query.get("sort"),
            order=request.query.get("order"),
            require_kind=rest.options.require_search_kind,
            hidden=request.shaper.distortion.unsearchable,
        )
    except SearchError as error:
        raise _refused(error) from None
    result = _search(rest, request, found, request.shaper.search_hit)
    result.body["search_type"] = "lexical"
    return result
