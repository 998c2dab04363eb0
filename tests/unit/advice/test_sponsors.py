"""Who knows somebody's work and may sponsor them."""

from dataclasses import replace

import pytest
from factories import (
    AUTHOR,
    ME,
    OTHER,
    REPO,
    at,
    command,
    community,
    definitions,
    facts,
    login,
    mine,
    participation,
    pull_request,
    review,
)

from tracker.advice.affiliations import LOOKED_UP, affiliations, worth_looking_up
from tracker.advice.sponsors import MOST, acquaintances, suggested
from tracker.criteria.definitions import Bots
from tracker.facts import Community, Facts
from tracker.facts.activity import Conversation
from tracker.facts.commands import CommandKind
from tracker.facts.groups import Group, GroupKind, Groups, Person, Subproject
from tracker.facts.owners import OwnersEntry, OwnersTree, Role
from tracker.facts.people import Affiliation, Contributor
from tracker.facts.requests import MembershipRequest, NamedSponsor, RequestState
from tracker.facts.scopes import Scope
from tracker.sources.kubernetes.patterns import compile_pattern

A, B, C = (login(f"octo-{name}") for name in "abc")
LANTERN = "octo-sigs/lantern"


def met_on_mine(*said, number: int = 1) -> Facts:
    """Others' words on a pull request of one's own."""
    commands = tuple(one for one in said if hasattr(one, "kind"))
    reviews = tuple(one for one in said if not hasattr(one, "kind"))
    talk = Conversation(reviews=reviews, commands=commands)
    return replace(facts(authored=[mine(number)]), feedback={f"{REPO}#{number}": talk})


def met_on_theirs(*authors, day="2026-06-05") -> Facts:
    """One's own reviews of others' pull requests."""
    parts = [
        participation(pull_request(n, author=author), said=[review(day=day)])
        for n, author in enumerate(authors, start=1)
    ]
    return facts(participations=parts)


def owners(*people, role=Role.APPROVER, directory="", repo=REPO, **other) -> OwnersTree:
    entries = (
        OwnersEntry(login=who, role=role, repo=repo, directory=directory, url="https://x.example", **other)
        for who in people
    )
    return OwnersTree(repo=repo, entries_=tuple(entries))


def of(*trees: OwnersTree, **companies: str) -> Community:
    stated = {
        f"octo-{name}": (Affiliation(company=company, stated_in="GitHub profile", url="https://x.example"),)
        for name, company in companies.items()
    }
    return replace(community(owners=trees), affiliations=stated)


def names(known: Facts, files: Community, **other) -> list[str]:
    return [str(one.login) for one in suggested(known, files, definitions(), **other)]


class TestAcquaintances:
    def known(self, met: Facts, *bots: str):
        return [(one.login, [e.note for e in one.newest(MOST)]) for one in acquaintances(met, Bots(logins=bots))]

    @pytest.mark.parametrize(
        ("said", "note"),
        [
            (review(OTHER), "reviewed your pull request"),
            (command(OTHER), "gave /lgtm on your pull request"),
            (command(OTHER, kind=CommandKind.APPROVE), "approved your pull request"),
        ],
    )
    def test_who_said_something_on_ones_own_work(self, said, note):
        assert self.known(met_on_mine(said)) == [(OTHER, [note])]

    def test_whose_work_one_reviewed(self):
        assert self.known(met_on_theirs(AUTHOR)) == [(AUTHOR, ["you reviewed their pull request"])]

    def test_a_pull_request_counts_once_with_the_last_word(self):
        words = (review(OTHER, "2026-06-05"), command(OTHER, "2026-06-07"), review(OTHER, "2026-06-06"))
        (known,) = acquaintances(met_on_mine(*words), Bots())
        assert [(e.note, e.at) for e in known.newest(MOST)] == [("gave /lgtm on your pull request", at("2026-06-07"))]

    def test_those_who_met_it_most_first_then_those_who_met_it_last(self):
        known = met_on_theirs(A, B, A)
        assert [login for login, _ in self.known(known)] == [A, B]
        later = participation(pull_request(9, author=C), said=[review(day="2026-06-09")])
        both = replace(met_on_theirs(B), participations=(*met_on_theirs(B).participations, later))
        assert [login for login, _ in self.known(both)] == [C, B]

    def test_neither_oneself_nor_bots_nor_deleted_accounts(self):
        assert self.known(met_on_mine(review(ME), review(login("octo-ci")), command(login("x[bot]"))), "octo-ci") == []
        assert self.known(met_on_theirs(None)) == []
        bot = participation(pull_request(1, author_is_bot=True), said=[review()])
        assert self.known(facts(participations=[bot])) == []

    def test_what_is_no_review_is_no_acquaintance(self):
        assert self.known(met_on_mine(command(OTHER, kind=CommandKind.LGTM_CANCEL))) == []
        assert self.known(facts(participations=[participation()])) == []

    def test_work_whose_feedback_was_not_read(self):
        assert self.known(facts(authored=[mine()])) == []


class TestSuggested:
    def test_only_who_reviews_or_approves_somewhere(self):
        known = met_on_theirs(A, B, C)
        files = of(owners(A, role=Role.REVIEWER), owners(B, repo=LANTERN, emeritus=True))
        assert names(known, files) == ["octo-a"]

    def test_for_directories_only_their_approvers_those_of_parents_included(self):
        known = met_on_theirs(A, B, C)
        files = of(
            OwnersTree(
                repo=REPO,
                entries_=(
                    *owners(A).entries_,
                    *owners(B, role=Role.REVIEWER, directory="pkg").entries_,
                    *owners(C, directory="docs").entries_,
                ),
            )
        )
        assert names(known, files, scopes=[Scope.directory(REPO, "pkg")]) == ["octo-a"]
        assert sorted(names(known, files, scopes=[Scope.directory(REPO, "docs")])) == ["octo-a", "octo-c"]
        assert names(known, files, scopes=[Scope.directory("octo-org/unread")]) == []

    def test_approvers_by_a_filter_that_may_match_there_are_included(self):
        filters = {"^pkg/": A, "^docs/": B, r"\.go$": C}
        entries = (e for text, who in filters.items() for e in owners(who, filter=text).entries_)
        tree = OwnersTree(repo=REPO, entries_=tuple(entries), patterns={p: compile_pattern(p) for p in filters})
        found = names(met_on_theirs(A, B, C), of(tree), scopes=[Scope.directory(REPO, "pkg")])
        assert sorted(found) == ["octo-a", "octo-c"]

    @pytest.mark.parametrize("scopes", [(), (Scope.directory(REPO, "pkg"), Scope.directory(REPO, "cmd"))])
    def test_a_place_is_named_once(self, scopes):
        files = of(OwnersTree(repo=REPO, entries_=(*owners(A).entries_, *owners(A, alias="octo-team").entries_)))
        (one,) = suggested(met_on_theirs(A), files, definitions(), scopes=scopes)
        assert [(place.repo, place.path, place.role) for place in one.owners] == [(REPO, "", "approver")]

    def test_what_is_said_of_them(self):
        known = met_on_theirs(*[A] * 7)
        (one,) = suggested(known, of(owners(A, directory="pkg"), a="Octo Works"), definitions())
        assert (one.login, one.company, one.interactions) == (A, "Octo Works", 7)
        assert [(place.repo, place.path, place.role) for place in one.owners] == [(REPO, "pkg", "approver")]
        assert len(one.evidence) == 5

    def test_a_company_that_nobody_stated(self):
        (one,) = suggested(met_on_theirs(A), of(owners(A)), definitions())
        assert one.company is None

    def test_two_of_different_companies_at_the_top(self):
        known = met_on_theirs(A, A, A, B, B, C)
        assert names(known, of(owners(A, B, C), a="Octo", b="Octo", c="Hexa")) == ["octo-a", "octo-c", "octo-b"]
        assert names(known, of(owners(A, B, C), b="Octo", c="Hexa")) == ["octo-b", "octo-c", "octo-a"]

    def test_where_no_two_are_known_to_differ_those_who_know_the_work_best(self):
        known = met_on_theirs(A, A, A, B, B, C)
        assert names(known, of(owners(A, B, C), a="Octo", b="Octo")) == ["octo-a", "octo-b", "octo-c"]

    def test_no_more_than_somebody_would_write_to(self):
        people = [login(f"octo-{n}") for n in range(9)]
        assert len(names(met_on_theirs(*people), of(owners(*people)))) == MOST


class TestAffiliations:
    FILE = "https://github.com/octo-org/community/blob/main/sigs.yaml"

    def groups(self, **other) -> Groups:
        fields = {"id": "sig-octo", "kind": GroupKind.SIG, "name": "Octo", "label": "octo", "url": self.FILE}
        return Groups(url=self.FILE, by_id={"sig-octo": Group(**fields, file_url=self.FILE, **other)})

    @staticmethod
    def profile(company):
        return Contributor(login=A, id="U_a", url="https://github.com/octo-a", company=company)

    def test_what_people_say_of_themselves_comes_before_what_others_wrote(self):
        files = replace(community(), groups=self.groups(chairs=(Person(login=A, company="Old Works"),)))
        assert affiliations(files, {A: self.profile(" Octo Works ")})["octo-a"] == (
            Affiliation(company="Octo Works", stated_in="GitHub profile", url="https://github.com/octo-a"),
            Affiliation(company="Old Works", stated_in="sigs.yaml", url=self.FILE),
        )

    def test_everybody_who_leads_something(self):
        widget = Subproject(name="widget", group="sig-octo", leads=(Person(login=C, company="Hexa"),))
        files = replace(
            community(),
            groups=self.groups(
                chairs=(Person(login=A), Person(login=login("Octo-D"), company="Octo")),
                tech_leads=(Person(login=B, company="Octo"),) * 2,
                subprojects=(widget,),
            ),
        )
        found = affiliations(files, {})
        assert {key: [one.company for one in stated] for key, stated in found.items()} == {
            "octo-d": ["Octo"],
            "octo-b": ["Octo"],
            "octo-c": ["Hexa"],
        }

    @pytest.mark.parametrize("company", [None, "", "  "])
    def test_who_states_nothing(self, company):
        assert affiliations(community(), {A: self.profile(company)}) == {}


class TestWorthLookingUp:
    def request(self, *people) -> MembershipRequest:
        return MembershipRequest(
            number=7,
            url="https://github.com/octo-org/org/issues/7",
            state=RequestState.OPEN,
            opened_at=at("2026-08-01"),
            sponsors=tuple(NamedSponsor(login=who, raw=f"@{who}") for who in people),
        )

    def test_the_sponsors_of_the_request_and_those_who_could_be_asked(self):
        known = replace(met_on_theirs(A, B, C), requests=(self.request(C, OTHER),))
        files = of(owners(A, C), owners(B, repo=LANTERN, emeritus=True))
        assert worth_looking_up(known, files, definitions()) == (C, OTHER, A)

    def test_nobody_where_nothing_is_known(self):
        assert worth_looking_up(facts(), community(), definitions()) == ()

    def test_not_everybody_that_somebody_ever_met(self):
        people = [login(f"octo-{n}") for n in range(20)]
        assert len(worth_looking_up(met_on_theirs(*people), of(owners(*people)), definitions())) == LOOKED_UP
