"""Whether a report that something disturbed says anything that is not true."""

from collections.abc import Callable, Iterator

from functional.running import Json

#: Gives the undisturbed report that some words of the command line ask for.
Calm = Callable[..., Json]
Key = tuple[str, ...]


#: Tiers that can be asked for in any directory, and those without a place.
_IN_DIRECTORIES = frozenset({"contributor", "member", "reviewer", "approver"})


def said(report: Json) -> Json:
    """What a report says, without what it cost and when it was read."""
    return {key: value for key, value in report.items() if key != "data"} | {"gaps": report["data"]["gaps"]}


def findings(report: Json) -> dict[Key, Json]:
    """Every criterion of a report, and those within it, by tier, place and name."""
    return {
        key: criterion
        for tier in report["readiness"]
        for key, criterion in _walk(tier["criteria"], (tier["tier"], place(tier["scope"])))
    }


def _walk(criteria: list[Json], above: Key) -> Iterator[tuple[Key, Json]]:
    for criterion in criteria:
        key = (*above, criterion["id"])
        yield key, criterion
        yield from _walk(criterion["parts"], key)


def place(scope: Json) -> str:
    """A scope as one word, as ``--scope`` takes it where that is possible."""
    if scope["repo"]:
        return f"{scope['repo']}:{scope['path']}" if scope["path"] else str(scope["repo"])
    return "/".join(filter(None, [scope["group"], scope["subproject"]])) or str(scope["org"] or "")


def held(report: Json) -> dict[Key, Json]:
    return {(one["tier"], place(one["scope"])): one for one in report["standing"]["held"]}


def assert_nothing_wrong(report: Json, who: str, calm: Calm) -> None:
    """A report that was disturbed may know less than there is, and must say so; it may claim nothing else."""
    truth = calm(who, "--full")
    less = [*_findings_that_differ(report, who, calm), *_counts_that_differ(report, truth)]
    for key, one in held(report).items():
        true = held(truth)[key]
        if one["since_is"] == "exact":
            assert (true["since_is"], true["since"]) == ("exact", one["since"]), key
        less += [key] if (one["since_is"], one["since"]) != (true["since_is"], true["since"]) else []
    less += [key for key in held(calm(who)) if key not in held(report)]  # without --full fewer files are looked into
    activity = report["standing"]["activity"]["inactive"]
    assert activity in {"unknown", truth["standing"]["activity"]["inactive"]}
    if less:
        assert_incomplete(report)


def assert_incomplete(report: Json) -> None:
    """It says that something is missing, what, and why."""
    assert report["data"]["complete"] is False
    assert report["data"]["gaps"]
    for gap in report["data"]["gaps"]:
        assert gap["reason"]
        assert gap["effect"]


def _findings_that_differ(report: Json, who: str, calm: Calm) -> Iterator[Key]:
    for key, found in findings(report).items():
        true = findings(calm(who, "--full")).get(key) or findings(calm(who, "--full", *_asking_for(key))).get(key)
        if true is None and key[0] not in _IN_DIRECTORIES:
            yield key  # places of tiers beyond are chosen by the roles that are known, and cannot be asked for
            continue
        assert true is not None, key
        if found["outcome"] in {"met", "not_yet"}:
            assert found["outcome"] == true["outcome"], (key, found, true)
        if (found["outcome"], found["observed"]) != (true["outcome"], true["observed"]):
            yield key
            if found["observed"] is not None and true["observed"] is not None:
                assert found["observed_is_at_least"] or _may_be(found, true), (key, found, true)
                assert found["observed"] <= true["observed"] or true["observed_is_at_least"], (key, found, true)


def _may_be(found: Json, true: Json) -> bool:
    """Whether a number that claims to be all there is may be it: no less than what there is at least."""
    return bool(
        found["observed"] >= true["observed"] if true["observed_is_at_least"] else found["observed"] < true["observed"]
    )


def _asking_for(key: Key) -> tuple[str, ...]:
    """The words that ask for a tier in a place. An organization is asked for by any of its repositories."""
    tier, where = key[:2]
    if not where:
        return ("--tier", tier)
    return ("--tier", tier, "--scope", where if "/" in where else f"{where}/any")


def _counts_that_differ(report: Json, truth: Json) -> Iterator[Key]:
    for name, count in report["counts"].items():
        true = truth["counts"][name]
        assert count["total"] <= true["total"] or true["at_least"], name
        assert (
            count["total"] == true["total"]
            or count["at_least"]
            or (true["at_least"] and count["total"] > true["total"])
        ), name
        assert count["at_least"] or count["by_repo"] == true["by_repo"], name
        if count != true:
            yield ("counts", name)
