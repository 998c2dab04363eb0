"""What is stored of a repository: found again, taken apart with `ladder store`, and rid of people who ask for it."""

from functional.leads.generated import AS_OF, REPO, SINCE, WORDS


def ready(found):
    return [one["login"] for one in found["ready"]], found["others"], found["read"]


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
