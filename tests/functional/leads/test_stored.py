"""What is stored of a repository: found again, taken apart with `ladder store`, and rid of people who ask for it."""

import pytest
from functional.leads.generated import AS_OF, REPO, SINCE, WORDS, Generated, until
from standin import running_standin


def ready(found):
    return [one["login"] for one in found["ready"]], found["others"], found["read"]


def said(found):
    """All but what it cost."""
    return {name: said(one) if name == "candidates" else one for name, one in found.items() if name != "data"}


def test_the_store_keeps_it_through_a_vacuum(run, server):
    first = run("candidates", REPO, *WORDS, server=server, program="ladder").report
    assert run("store", "vacuum", server=server, program="ladder").code == 0
    again = run("candidates", REPO, *WORDS, server=server, program="ladder").report
    assert ready(again) == ready(first)
    assert again["data"]["cost"]["requests"] <= 8


def test_what_is_forgotten_of_somebody_is_read_again(run, server):
    first = run("candidates", REPO, *WORDS, server=server, program="ladder").report
    assert run("store", "forget", ready(first)[0][0], server=server, program="ladder").code == 0
    again = run("candidates", REPO, *WORDS, server=server, program="ladder").report
    assert ready(again) == ready(first)
    assert again["data"]["cost"]["requests"] > first["data"]["cost"]["requests"] / 4


def test_a_longer_time_reads_what_is_older_alone(run, server):
    words = ("--as-of", AS_OF, "-f", "json")
    run("candidates", REPO, *words, "--since", "3m", server=server, program="ladder")
    longer = run("candidates", REPO, *words, "--since", SINCE, server=server, program="ladder").report
    fresh = run(
        "candidates", REPO, *words, "--since", SINCE, "--cache-dir", "fresh", server=server, program="ladder"
    ).report
    assert ready(longer) == ready(fresh)
    assert longer["data"]["cost"]["from_store"] > fresh["data"]["cost"]["from_store"]


def test_offline_without_anything_stored_is_an_error(run, server):
    ran = run("candidates", REPO, *WORDS, "--offline", server=server, program="ladder")
    assert ran.code == 4
    assert "nothing is stored of" in ran.err


def test_an_area_offline_says_what_it_does_not_know(run, server):
    run("area", REPO, *WORDS, server=server, program="ladder")
    ran = run("area", REPO, *WORDS, "--offline", server=server, program="ladder")
    assert ran.code == 0, ran.err
    assert ran.report["data"]["cost"]["requests"] == 0
    assert ran.report["places"]


@pytest.mark.parametrize("command", ["candidates", "area"])
def test_a_week_later_takes_a_few_requests(run, tmp_path, command):
    """Also where people of OWNERS did nothing at all, whom search has to be known to know."""
    now, before = Generated(2), Generated(2)
    before.rows = [row for row in before.rows if row["createdAt"] < "2026-05-25"]
    before.write(tmp_path / "before")
    with running_standin(tmp_path / "before", secondary_limits=False, git=True) as server:
        words = ("--since", SINCE, "-f", "json")
        port = server.server_port
        run(command, REPO, *words, "--as-of", "2026-05-25", server=server, program="ladder")
    with running_standin(now.write(tmp_path / "now"), secondary_limits=False, git=True, port=port) as server:
        later = run(command, REPO, *WORDS, server=server, program="ladder").report
        fresh = run(command, REPO, *WORDS, "--cache-dir", "fresh", server=server, program="ladder").report
    assert later["data"]["cost"]["requests"] <= 8
    assert said(later) == said(fresh)


@pytest.mark.parametrize("command", ["candidates", "area"])
def test_on_an_earlier_day_it_says_that_owners_are_of_today(run, server, command):
    told = "OWNERS files are those of today, not of 2026-06-01."
    earlier, now = (run(command, REPO, *day, server=server, program="ladder").out for day in (("--as-of", AS_OF), ()))
    assert told in " ".join(earlier.split())
    assert "are those of today" not in " ".join(now.split())


def test_of_owners_further_up_is_counted_what_they_did_in_the_directory(run, server, generated):
    said = " ".join(run("area", f"{REPO}:docs", "--as-of", AS_OF, server=server, program="ladder").out.split())
    assert "In docs, by the OWNERS of the root:" in said
    found = run("area", f"{REPO}:docs", *WORDS, server=server, program="ladder").report
    (place,) = found["places"]
    assert (place["scope"]["path"], place["counted_in"]["path"]) == ("", "docs")
    docs = [row for row in until(generated.rows, AS_OF) if row["files"][0]["path"].startswith("docs/")]
    merged = [row["author"] for row in docs if (row["mergedAt"] or "") >= SINCE]
    for one in place["entries"]:
        assert one["deeds"]["merged"] == merged.count(one["login"])
    assert found["quiet"] == []
