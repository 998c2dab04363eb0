from pathlib import Path

import pytest

CONFIG = Path(__file__).parents[3] / "config"


@pytest.fixture
def left_out(tmp_path):
    """Options for the rules that come with the program, with somebody who asked to be left out."""

    def words(login):
        rules = tmp_path / "rules.yaml"
        text = (CONFIG / "kubernetes.yaml").read_text().replace("groups_guide: groups", "")
        rules.write_text(f"{text}\ndo_not_track: [{login}]\n")
        return "--ladder", str(rules)

    return words
