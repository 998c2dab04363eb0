"""What tests of groups share: the community's real groups without people, and the shipped guide."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import factories
from factories import definitions

from tracker.advice.groups import group_advice
from tracker.catalog import load_guide
from tracker.criteria.work import Work
from tracker.facts import Community
from tracker.facts.groups import Groups
from tracker.facts.groups_file import parse_groups
from tracker.findings.groups import GroupAdvice
from tracker.sources.kubernetes.yaml_text import load

DATA = Path(__file__).parents[1] / "data" / "groups"
URL = "https://github.com/kubernetes/community/blob/main/sigs.yaml"
ORGS = ("kubernetes", "kubernetes-sigs")


@cache
def guide():
    return load_guide("groups")


def groups_in(text: str) -> Groups:
    return parse_groups(load(text, name="sigs.yaml"), url=URL)


@cache
def real_groups() -> Groups:
    return groups_in((DATA / "sigs.yaml").read_text())


def without(groups: Groups, *ids: str) -> Groups:
    return replace(groups, by_id={id_: group for id_, group in groups.by_id.items() if id_ not in ids})


def with_(groups: Groups, id_: str, **changes) -> Groups:
    """The groups with one of them changed, under its new id where that changes."""
    changed = replace(groups.by_id[id_], **changes)
    return replace(groups, by_id={**without(groups, id_).by_id, changed.id: changed})


def advice(*authored, participations=(), groups=None, interests=(), community: Community | None = None) -> GroupAdvice:
    """What is suggested to somebody with this work, of the real groups unless a test says otherwise."""
    known = factories.facts(authored=authored, participations=participations)
    of = community or Community(groups=groups or real_groups())
    words = tuple(guide().vocabulary[word] for word in interests)
    return group_advice(Work(facts=known, definitions=definitions()), of, guide(), interests=words, orgs=ORGS)


def suggested(*authored, **more) -> list[str]:
    return [one.id for one in advice(*authored, **more).suggested]


def ended(*authored, **more) -> list[str]:
    return [one.id for one in advice(*authored, **more).archived]
