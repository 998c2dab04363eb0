"""What ``ladder candidates`` says, and whom it does not name; one generated repository is enough for that."""

import pytest
from functional.leads.generated import AS_OF, REPO, WORDS
from functional.leads.test_candidates import expected, logins


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_a_page_says_what_was_found_before_what_to_do(run, server, format_):
    ran = run("candidates", REPO, *WORDS[:4], "-f", format_, server=server, program="ladder")
    out = ran.out.replace("\\", "")
    assert out.index("Primary reviewer") < out.index("Draft: Hi octo-") < out.index("--format nomination")
    assert "you reviewed it" not in out


def test_a_run_that_a_limit_ends_names_the_part_and_claims_no_more(run, server):
    ran = run("candidates", REPO, "--as-of", AS_OF, "--max-requests", "4", server=server, program="ladder")
    assert ran.code == 0
    assert "Read in part" in ran.out
    assert "the limit of 4 requests is used up" in " ".join(ran.out.split())
    assert "Nobody else took part" not in ran.out


def test_nobody_is_named_who_asked_to_be_left_out(run, server, generated, left_out):
    ready, close, _, _ = expected(generated.rows, "")
    one = (ready + close)[0]
    ran = run("candidates", REPO, *WORDS, *left_out(one), server=server, program="ladder")
    assert ran.code == 0, ran.err
    assert one not in ran.out + ran.err
    assert logins(ran.report["ready"]) + logins(ran.report["close"])


def test_a_repository_that_never_counts_is_refused(run, server):
    ran = run("candidates", "kubernetes-sigs/contributor-playground", server=server, program="ladder")
    assert ran.code == 2
    assert "counts by these rules" in ran.err
