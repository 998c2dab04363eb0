"""The sample of the page for admins: membership requests."""

from functional.requests.given import DAY
from pages import sample_in


def test_the_sample_is_what_the_command_prints(run, server):
    ran = run("requests", "--as-of", DAY, server=server, program="ladder", COLUMNS="80")
    assert ran.code == 0
    sample_in(__file__, "ladder requests").compare_sections(ran.out.replace(server.base_url, "https://github.com"))
