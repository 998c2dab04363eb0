from pathlib import Path

import pytest
from functional.leads.generated import Generated

CONFIG = Path(__file__).parents[3] / "config"


@pytest.fixture(scope="module")
def generated():
    return Generated(2)


@pytest.fixture(scope="module")
def world(generated, tmp_path_factory):
    return generated.write(tmp_path_factory.mktemp("generated"))


@pytest.fixture
def server(serve, world):
    return serve(world, secondary_limits=False, git=True)


@pytest.fixture
def left_out(tmp_path):
    """Options for the rules that come with the program, with somebody who asked to be left out."""

    def words(login):
        rules = tmp_path / "rules.yaml"
        text = (CONFIG / "kubernetes.yaml").read_text().replace("groups_guide: groups", "")
        rules.write_text(f"{text}\ndo_not_track: [{login}]\n")
        return "--ladder", str(rules)

    return words
