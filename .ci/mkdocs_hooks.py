"""What mkdocs has to be told: where the repository is, and that its files are there and not on the site."""

import posixpath
import re
import tomllib
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The address of the repository is that of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    config.repo_url = project["urls"]["Repository"]
    config.repo_name = config.repo_url.removeprefix("https://github.com/")
    config.edit_uri = "edit/main/docs/"
    return config


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - mkdocs' names
    """Links to files beside the pages lead to the repository. Whatever is not there stays, and mkdocs complains."""

    def absolute(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join("docs", posixpath.dirname(page.file.src_uri), link["target"]))
        there = not target.startswith("docs/") and (ROOT / target).exists()
        return f"]({config.repo_url}/blob/main/{target}" if there else link[0]

    return re.sub(r"\]\((?P<target>\.\./[^)#]+)", absolute, markdown)
