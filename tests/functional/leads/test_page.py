"""The samples of the page for leads."""

import pytest
from functional.leads.generated import AS_OF, Generated
from functional.leads.test_area import Silent
from pages import sample_in

PLACES = {"candidates": "kubernetes-sigs/lantern:pkg/queue", "area": "kubernetes-sigs/lantern"}
WORLDS = {"candidates": lambda: Generated(2), "area": lambda: Silent(3)}


@pytest.mark.parametrize("command", PLACES)
def test_a_sample_is_what_the_command_prints(run, serve, tmp_path, command):
    server = serve(WORLDS[command]().write(tmp_path / "world"), secondary_limits=False, git=True)
    ran = run(command, PLACES[command], "--as-of", AS_OF, server=server, program="ladder", COLUMNS="80")
    assert ran.code == 0
    sample = sample_in(__file__, f"ladder {command} {PLACES[command]}")
    sample.compare_sections(ran.out.replace(server.base_url, "https://github.com"))
