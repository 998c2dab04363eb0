"""Facts in a file: what comes back is what went in, and the demonstration is the sample world as the source reads it."""

import json
import os
import re
from dataclasses import replace

import pytest
from factories import ME, OTHER, at, command, facts, gap, mine, participation, pull_request, review
from gathering import gather
from standin.tools import record_demo

from tracker import check
from tracker.catalog import load_ladder
from tracker.checker import Checker
from tracker.errors import AccountError, ConfigError, SourceError
from tracker.facts import CommunityQuery, Kind, Query
from tracker.facts.activity import Conversation
from tracker.facts.confirmations import Comment
from tracker.facts.gathered import NO_COST
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.people import DatePrecision, Login
from tracker.facts.requests import RequestState, parse_request
from tracker.sources.base import LastChange
from tracker.sources.recorded import RecordedSource, Recording, demo, load

SAMPLES = {
    "newcomer-nell", "ready-robin", "member-mira", "almost-anders",
    "Reviewer-Rosa", "approver-aki", "inactive-ivo", "lead-lumi",
    "batch-bea", "devices-dov", "gateway-gigi", "curious-cleo",
}  # fmt: skip
ORG_FILE = "kubernetes/org:config/octo-org/org.yaml"


def recording(**other) -> Recording:
    known = facts(authored=[mine()])
    files = {ORG_FILE: "members:\n- octo-me\n", "octo-org/community:README.md": None}
    fields = {"orgs": ("octo-org",), "people": {"octo-me": known}, "files": files} | other
    return Recording(schema="ladder-check.recording/v1", about="Made up.", as_of=known.as_of, **fields)


def query(login: Login = ME, **other) -> Query:
    return Query(login=login, **({"orgs": ("octo-org",), "as_of": facts().as_of} | other))


def nothing(_):
    return frozenset()


# -- a recording -------------------------------------------------------------------------------------


def test_all_that_facts_hold_comes_back(tmp_path):
    asked = parse_request(
        number=7,
        url="https://github.com/octo-org/org/issues/7",
        title="REQUEST: New membership for octo-me",
        body="### GitHub Username\n\n@octo-me\n\n### Sponsor 1\n\n@octo-other\n\n### Checklist\n\n- [x] Two-factor\n",
        author=ME,
        state=RequestState.CLOSED,
        opened_at=at("2026-02-01"),
        closed_at=at("2026-02-03"),
        comments=[Comment(by=OTHER, at=at("2026-02-02"), url="https://github.com/octo-org/org/issues/7#1", text="+1")],
    )
    assert asked.confirmations
    whole = replace(
        facts(
            authored=[mine(), mine(2, merged=None, files_known=False, labels=("size/M",))],
            participations=[
                participation(said=[review(), review(OTHER, comments=None), command()]),
                participation(pull_request(3, author=None), read=False),
            ],
            gaps=[gap(repos=frozenset({"octo-org/a", "octo-org/b"}), more=True), gap(Kind.MEMBERS)],
        ),
        requests=(asked,),
        recently_involved=0,
    )
    file = tmp_path / "facts.json"
    file.write_text(record_demo.dump(recording(people={"octo-me": whole})))
    assert load(file).people == {"octo-me": whole}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is no recording: : Invalid JSON"),
        ("{}", "is no recording: schema: Field required"),
        (
            record_demo.dump(recording()).replace("octo-me", "octo-me", 1).replace('"files"', '"flies"'),
            "is no recording: ",
        ),
    ],
)
def test_a_file_that_is_no_recording(tmp_path, text, message):
    file = tmp_path / "facts.json"
    file.write_text(text)
    with pytest.raises(ConfigError, match=re.escape(message)):
        load(file)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ConfigError, match=r"cannot read .*facts\.json: No such file"):
        load(tmp_path / "facts.json")


def test_a_login_is_known_in_any_case_and_costs_nothing():
    source = RecordedSource(recording())
    assert gather(source, query(Login.parse("Octo-ME")), nothing).authored == (mine(),)
    assert source.cost == NO_COST


def test_a_login_that_was_not_recorded():
    with pytest.raises(AccountError, match="does not hold octo-other") as caught:
        gather(RecordedSource(recording()), query(OTHER), nothing)
    assert caught.value.hint == "It holds octo-me."


def test_facts_of_another_day_are_not_passed_off_as_those_of_the_day_asked_for():
    with pytest.raises(SourceError, match="octo-me is as of 2026-08-21 18:00 UTC"):
        gather(RecordedSource(recording()), query(as_of=at("2026-01-01")), nothing)


def test_profiles_of_those_who_were_recorded():
    found = RecordedSource(recording()).profiles([OTHER, Login.parse("OCTO-me")])
    assert found == {ME: facts().contributor}


def test_only_work_in_the_organizations_asked_for_is_given():
    known = facts(
        authored=[mine(), mine(2, repo="octo-else/tools")],
        participations=[participation(pull_request(3, repo="octo-org/excluded")), participation()],
    )
    known = replace(known, feedback={"octo-else/tools#2": Conversation(), "octo-org/octo-repo#1": Conversation()})
    source = RecordedSource(recording(people={"octo-me": known}, orgs=("octo-org", "octo-else")))
    found = gather(source, query(excluded_repos=frozenset({"octo-org/excluded"})), nothing)
    assert (found.authored, found.participations) == ((mine(),), (participation(),))
    assert set(found.feedback) == {"octo-org/octo-repo#1"}
    assert found.gaps == ()


def test_what_was_counted_for_other_organizations_is_not_known_for_these():
    known = recording(people={"octo-me": replace(facts(), recently_involved=3)})
    assert gather(RecordedSource(known), query(seen_since=at("2025-01-01")), nothing).recently_involved == 3
    assert gather(RecordedSource(known), query(), nothing).recently_involved is None
    other = query(orgs=("octo-org", "octo-else"), seen_since=at("2025-01-01"))
    assert gather(RecordedSource(known), other, nothing).recently_involved is None


def test_work_in_an_organization_that_was_not_recorded_is_a_gap():
    found = gather(RecordedSource(recording()), query(orgs=("octo-else", "octo-org")), nothing)
    assert {one.kind for one in found.gaps} == {Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS}
    assert {one.reason for one in found.gaps} == {"work in octo-else was not recorded"}


def test_requests_that_were_not_recorded_are_a_gap():
    known = recording(requests_repository="octo-org/org", people={"octo-me": replace(facts(), requests=())})
    source = RecordedSource(known)
    assert gather(source, query(requests_repository="octo-org/org"), nothing).requests == ()
    assert gather(source, query(), nothing).requests is None
    found = gather(source, query(requests_repository="octo-org/else"), nothing)
    assert found.requests is None
    assert [(one.kind, one.reason) for one in found.gaps] == [(Kind.REQUESTS, "octo-org/else was not recorded")]


def community(**asked):
    return RecordedSource(recording()).community(
        CommunityQuery(org_files={"octo-org": ORG_FILE}, logins=frozenset({ME}), **asked)
    )


def test_dates_of_joining_are_a_gap_without_a_history():
    found = community()
    assert [membership.org for membership in found.memberships(ME)] == ["octo-org"]
    assert {one.kind for one in found.gaps} == {Kind.MEMBER_SINCE}


def test_a_file_that_does_not_exist_is_another_thing_than_one_that_was_not_recorded():
    files = {"groups_file": "octo-org/community:sigs.yaml", "paths": {"octo-org/community": None}}
    reasons = [one.reason for one in community(**files).gaps]
    assert "octo-org/community:sigs.yaml does not exist" in reasons
    assert {one.kind for one in community(paths={"octo-org/community": None}).gaps} == {Kind.MEMBER_SINCE}
    for paths in (None, frozenset({"pkg"})):
        kinds = {one.kind for one in community(paths={"octo-org/a": paths}).gaps}
        assert kinds == {Kind.MEMBER_SINCE, Kind.OWNERS}


def test_entries_of_owners_are_dated_by_their_lines():
    owners = {"octo-org/a:OWNERS": "reviewers:\n- octo-me\n"}
    url = "https://github.com/octo-org/a/pull/1"
    change = LastChange(first=1, last=2, at=at("2026-01-05"), url=url)
    asked = CommunityQuery(org_files={}, logins=frozenset({ME}), paths={"octo-org/a": frozenset({""})})
    known = RecordedSource(recording(files=owners, blame={"octo-org/a:OWNERS": (change,)})).community(asked)
    (entry,) = known.owners["octo-org/a"].entries(ME)
    assert (str(entry.since.day), entry.since.url, known.gaps) == ("2026-01-05", url, ())
    unknown = RecordedSource(recording(files=owners)).community(asked)
    assert [one.kind for one in unknown.gaps] == [Kind.OWNERS_SINCE]


# -- the demonstration -------------------------------------------------------------------------------


def test_the_demonstration_is_the_sample_world_as_it_is_now():
    now = record_demo.dump(record_demo.record())
    if os.environ.get("UPDATE_GOLDEN"):
        record_demo.DEMO.write_text(now, encoding="utf-8")
    assert now == record_demo.DEMO.read_text(encoding="utf-8")


def test_the_demonstration_is_small_and_names_no_machine():
    text = record_demo.DEMO.read_text(encoding="utf-8")
    assert len(text.encode()) < 450_000
    assert set(re.findall(r'"https?://([^/"]+)', text)) == {"github.com"}
    assert "127.0.0.1" not in text


def test_the_samples_say_that_they_are_samples():
    recorded = demo()
    assert set(recorded.people) == SAMPLES
    assert recorded.about == "Sample contributors: none of these people exists."
    for known in recorded.people.values():
        assert (known.source, known.host) == ("demo", "recorded samples, nobody in them exists")
        assert known.fetched_at == known.as_of == recorded.as_of


def test_nothing_in_the_demonstration_is_incomplete_whether_read_in_full_or_not():
    ladder, _ = load_ladder("kubernetes")
    recorded = demo()
    for full in (False, True):
        checker = Checker(source=RecordedSource(recorded), ladder=ladder, as_of=recorded.as_of, full=full)
        cohort = checker.check_all(known.contributor.login for known in recorded.people.values())
        assert cohort.failures == ()
        kinds = {gap.kind for report in cohort.reports for gap in report.data.gaps}
        assert kinds == {Kind.ROLES}  # of places without work of theirs, which nobody looks at unasked
        assert cohort.complete


def test_the_samples_stand_on_different_rungs_and_their_memberships_have_dates():
    ladder, _ = load_ladder("kubernetes")
    recorded = demo()
    checker = Checker(source=RecordedSource(recorded), ladder=ladder, as_of=recorded.as_of)
    reports = {name: checker.check(Login.parse(name)) for name in recorded.people}
    assert {name: report.standing.headline for name, report in reports.items()} == {
        "newcomer-nell": "contributor",
        "ready-robin": "contributor",
        "member-mira": "member",
        "almost-anders": "member",
        "Reviewer-Rosa": "reviewer",
        "approver-aki": "sig-tech-lead",
        "inactive-ivo": "member",
        "lead-lumi": "sig-chair",
        "batch-bea": "contributor",
        "devices-dov": "contributor",
        "gateway-gigi": "contributor",
        "curious-cleo": "contributor",
    }
    since = {held.scope.org: held.since for held in reports["inactive-ivo"].standing.held if held.tier == "member"}
    assert str(since["kubernetes"].day) == "2023-11-13"
    assert since["kubernetes"].precision is DatePrecision.EXACT
    roles = [held for held in reports["Reviewer-Rosa"].standing.held if held.tier == "reviewer"]
    assert roles
    assert {held.since.precision for held in roles} == {DatePrecision.LINE_LAST_TOUCHED}


def test_the_samples_work_leads_to_groups_of_ai_and_ml_and_to_openings_there():
    found = {login: check(login, demo=True) for login in ("batch-bea", "devices-dov", "gateway-gigi")}
    assert {login: [group.id for group in one.groups.suggested] for login, one in found.items()} == {
        "batch-bea": ["wg-batch"],
        "devices-dov": ["wg-device-management"],
        "gateway-gigi": ["wg-ai-gateway"],
    }
    assert all(one.openings for one in found.values())
    assert all(one.groups.suggested[0].next_meetings for one in found.values())


def test_a_sample_has_an_interest_of_its_own_unless_another_is_asked_for():
    groups = {group.id for group in check("curious-cleo", demo=True).groups.suggested}
    assert groups == {"wg-batch", "wg-device-management", "wg-ai-gateway"}
    asked = check("curious-cleo", demo=True, interests="gpu")
    assert [group.id for group in asked.groups.suggested] == ["wg-device-management"]
    assert not check("newcomer-nell", demo=True, openings=False).openings


def test_openings_are_those_that_are_asked_for():
    source = RecordedSource(recording(openings=(_open(1), _open(2, author=ME), _open(3, pull_request=False))))
    everything = OpeningsQuery(login=ME, repos=("octo-org/octo",), labels=("help wanted",), reviews=True)
    assert [item.number for item in source.openings(everything)] == [1, 3]
    assert [item.number for item in source.openings(replace(everything, reviews=False))] == [3]
    assert source.openings(replace(everything, repos=("octo-org/other",))) == ()
    assert [item.number for item in source.openings(replace(everything, labels=()))] == [1]


def _open(number: int, *, pull_request: bool = True, author: Login = OTHER) -> OpenItem:
    url = f"https://github.com/octo-org/octo/{'pull' if pull_request else 'issues'}/{number}"
    return OpenItem(
        pull_request=pull_request,
        repo="octo-org/octo",
        number=number,
        url=url,
        title="Octo",
        labels=() if pull_request else ("help wanted",),
        updated_at=at("2026-02-01"),
        author=author,
    )


def test_the_file_of_the_demonstration_has_a_line_for_each_pull_request():
    text = record_demo.DEMO.read_text(encoding="utf-8")
    pulls = sum(len(p.get("authored", ())) for p in json.loads(text)["people"].values())
    lines = [line for line in text.splitlines() if line.startswith('{"id":"PR_')]
    assert len(lines) == pulls
