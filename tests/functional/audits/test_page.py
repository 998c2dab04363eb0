"""The sample of the page for admins: an audit of members."""

from functional.audits.given import DAY, Drawn
from pages import sample_in
from standin import running_standin

QUIET = "member-007"


def test_the_sample_is_what_the_command_prints(run, tmp_path):
    with running_standin(Drawn(4).make(tmp_path / "world", 40), git=True, secondary_limits=False) as server:
        ran = run("audit", "members", QUIET, "--as-of", DAY, server=server, program="ladder", COLUMNS="80")
    assert ran.code == 0
    sample_in(__file__, f"ladder audit members {QUIET}").compare_sections(ran.out)
