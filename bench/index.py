"""The index of roles: what it takes to build it over as many repositories as sigs.yaml names, and to renew it."""

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from measuring import COLUMNS, Measured, ladder_check, measure, standin
from standin.synth import WorldWriter, aliases_file, owners_file, sigs_yaml
from tabulate import tabulate
from worlds import APPROVERS, AS_OF, REPOS, SIZES, Maker

from tracker.sources.store import open_store
from tracker.sources.store.tables import ROLE_INDEX

#: As many as sigs.yaml names in the five organizations.
REPOSITORIES = 326
#: Requests beside those of the report.
COLD, RENEWED = 20, 10


class _Maker(Maker):
    def _files(self) -> None:
        super()._files()
        more = [f"kubernetes-sigs/root-{number}" for number in range(REPOSITORIES - len(REPOS))]
        for repo in more:
            owner, name = repo.split("/")
            self.writer.add("repos", {"owner": owner, "name": name, "defaultBranch": "main"})
            self._file(repo, "OWNERS", owners_file([f"{name}-approvers"], APPROVERS[:2]))
            self._file(repo, "OWNERS_ALIASES", aliases_file({f"{name}-approvers": list(APPROVERS[2:5])}))

    def _groups(self) -> str:
        names = (*REPOS, *(f"kubernetes-sigs/root-{number}" for number in range(REPOSITORIES - len(REPOS))))
        lead = {"login": APPROVERS[0], "name": "Octo Approver", "company": "Acme Cloud"}
        owners = {repo.split("/")[1]: [f"{repo}/main/OWNERS"] for repo in names}
        return sigs_yaml(
            [{"name": "Widgets", "label": "widgets", "chairs": [lead], "tech_leads": [lead], "subprojects": owners}]
        )


def section(folder: Path, *, quick: bool) -> str:
    del quick
    writer = WorldWriter(folder / "index")
    _Maker(writer, SIZES["newcomer"], random.Random(1)).make()
    writer.close()
    table = tabulate(_rows(folder), ["newcomer", *COLUMNS, "bound"], tablefmt="github", disable_numparse=True)
    return f"{REPOSITORIES} repositories that sigs.yaml names, two files at the root of each.\n\n{table}"


def _rows(folder: Path) -> Iterator[list[str]]:
    store = folder / "index-store"

    def check(url: str, *more: str, at: Path = store) -> Measured:
        return measure(url, *ladder_check(SIZES["newcomer"].login, *more, "--as-of", AS_OF, store=at))

    with standin(folder / "index") as url:
        plain = check(url, at=folder / "index-other-store")
        cold = check(url, "--role-index")
        again = check(url)
        _age(store)
        renewed = check(url, "--role-index")
    yield ["verdict without an index", *plain.cells, ""]
    yield ["verdict and a first index", *cold.cells, _bound(cold, plain, COLD)]
    yield ["again, with the index", *again.cells, ""]
    yield ["again, index renewed", *renewed.cells, _bound(renewed, again, RENEWED)]


def _bound(found: Measured, without: Measured, most: int) -> str:
    """The bound; what is over it ends the benchmark."""
    more = found.requests - without.requests
    if more > most:
        raise SystemExit(f"the index took {more} requests, and {most} are the most that it may")
    return f"≤ {most} requests more"


def _age(store: Path) -> None:
    """Make the index older than it may be."""
    (path,) = store.rglob("*.sqlite3")
    with closing(open_store(path)) as kept, kept.transaction() as transaction:
        (row,) = transaction.execute(ROLE_INDEX.select)
        aged = {**dict(row), "read_at": "2020-01-01T00:00:00Z"}
        transaction.executemany(ROLE_INDEX.insert, [ROLE_INDEX.sealed(aged)])
