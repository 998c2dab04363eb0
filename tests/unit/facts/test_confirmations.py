from datetime import timedelta

import pytest
from unit.facts.requests_made import NEW, OPENED, login, request, said

from tracker.facts.confirmations import Strength


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("+1", Strength.CERTAIN),
        ("  +1 welcome!", Strength.CERTAIN),
        ("**+1**", Strength.CERTAIN),
        (":+1:", Strength.CERTAIN),
        (":thumbsup:", Strength.CERTAIN),
        ("👍🏽 from me", Strength.CERTAIN),
        ("/lgtm", Strength.CERTAIN),
        ("/APPROVE", Strength.CERTAIN),
        ("Great work.\n\n+1 from me as sponsor from second company", Strength.CERTAIN),
        ("> Please confirm.\n+1", Strength.PROBABLE),
        ("Big +1 from me", Strength.PROBABLE),
        ("Happy to sponsor :+1:", Strength.PROBABLE),
        ("Welcome 👍", Strength.PROBABLE),
        ("> +1", None),
        ("  > /lgtm", None),
        ("+100", None),
        ("+1.5", None),
        ("++1", None),
        ("1+1", None),
        ("-1", None),
        ("/lgtm cancel", None),
        ("/lgtmx", None),
        ("I cannot +1 this yet", None),
        ("I don't +1 this", None),
        ("Happy to sponsor", Strength.PROBABLE),
        ("I am happy to sponsor octo-new", Strength.PROBABLE),
        ("I sponsor", Strength.PROBABLE),
        ("Yes, I\u2019ll gladly sponsor them", Strength.PROBABLE),
        ("I confirm", Strength.PROBABLE),
        ("LGTM", Strength.PROBABLE),
        ("lgtm, great work", Strength.PROBABLE),
        ("LGTM +1", Strength.CERTAIN),
        ("+ 1", Strength.PROBABLE),
        ("\uff0b1", Strength.PROBABLE),
        ("\uff0b\uff11 from me", Strength.PROBABLE),
        ("I can't recommend them enough, a big +1", Strength.PROBABLE),
        ("I will not sponsor this", None),
        ("I won\u2019t be able to sponsor this", None),
        ("I can't wait to sponsor octo-new", Strength.PROBABLE),
        ("I do not hesitate to sponsor them", Strength.PROBABLE),
        ("n + 1 queries", None),
        ("Please ask your sponsors", None),
        ("", None),
        ("Thanks!\n<!--\n+1\n-->", None),
        ("<!-- +1 -->", None),
        ("Not yet.\n<!--\n+1", None),
        ("Both sponsors have to write\n```\n+1\n```", None),
        ("Both sponsors have to write\n~~~text\n/lgtm\n~~~\nand I have not.", None),
        ("Both have to write\n\n    +1", Strength.PROBABLE),
        ("~~+1~~", Strength.PROBABLE),
        ("`+1` is what both sponsors have to write", Strength.PROBABLE),
    ],
)
def test_how_a_sponsor_confirms(text, strength):
    asked = request(NEW, said(text, by="OCTO-A"))
    confirmed = asked.sponsors[0].confirmed
    assert (confirmed and confirmed.strength) == strength
    assert asked.confirmations == ((confirmed,) if confirmed else ())


def test_a_confirmation_can_be_opened():
    (confirmation,) = request(NEW, said("+1", hours=3)).confirmations
    assert (confirmation.by, confirmation.at, confirmation.named) == (
        login("octo-a"),
        OPENED + timedelta(hours=3),
        True,
    )
    assert confirmation.url == "https://github.example/c/3"


@pytest.mark.parametrize(
    ("texts", "hours", "strength"),
    [
        (["+1", "+1"], 1, Strength.CERTAIN),
        (["big +1", "+1"], 2, Strength.CERTAIN),
        (["+1", "big +1"], 1, Strength.CERTAIN),
        (["big +1", "big +1"], 1, Strength.PROBABLE),
        (["+1", "/lgtm cancel", "+1"], 3, Strength.CERTAIN),
    ],
)
def test_the_plainest_confirmation_counts(texts, hours, strength):
    comments = [said(text, hours=hour) for hour, text in enumerate(texts, start=1)]
    (confirmation,) = request(NEW, *reversed(comments)).confirmations
    assert (confirmation.url, confirmation.strength) == (f"https://github.example/c/{hours}", strength)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("+1", False),
        ("+1, sorry for the delay", False),
        ("+1! Ask me if there is anything else", True),
        ("+1\n\nIf you need more, ask me", True),
        ("+1 to sponsor", False),
        ("+1 once the second sponsor is there", True),
        ("+1\nonce the second sponsor is there", True),
        ("+1 if they open two more pull requests", True),
        ("+1 but not for kubernetes", True),
        ("/lgtm\n/hold", True),
        ("/hold\n/lgtm", True),
        ("+1\n\n-1 for kubernetes", True),
        ("+1 unless somebody objects.", True),
        ("+1 pending the boxes", True),
        ("+1 to what the other sponsor asks", True),
        ("+1 is too early, do not count this", True),
        ("**+1** after the release", True),
        ("👍 when the tests pass", True),
        ("+1 from me", False),
        ("+1 for octo-new", False),
        ("+1 :tada:", False),
        ("LGTM +1", False),
        ("+1, worked with octo-new on the scheduler", True),
        ("+1 I can't recommend him enough", False),
        ("+1 I can\u2019t recommend them highly enough", False),
        ("+1 to your membership", False),
        ("+1\n```\nnot yet\n```", True),
        ("+1 to being sponsor", True),
        ("+1 happy to sponsor", False),
        ("+1 from me as a sponsor, no objections", False),
        ("+1\n\nSorry for the late reply!", False),
        ("+1. They reviewed a lot of our code, see https://x.example/not/if", True),
        ("+1, they will be a great addition", False),
        ("/lgtm\n/hold cancel", False),
        ("+1, form needs fixing", True),
        ("+1 is premature", True),
        ("+1 from me would be premature", True),
        ("+1 is missing", True),
        ("+1 from your sponsors, please", True),
        ("Once the form is fixed:\n+1", True),
        ("Once the form is fixed:\n\n+1", True),
        ("If you open three PRs first,\n+1", True),
        ("+1. But only if he does", True),
        ("+1\n\nBut please fix the form first", True),
        ("+1\n\nwait sorry", True),
        ("+1 subject to the form", True),
        ("+1 given that he fixes it", True),
        ("+1 as soon as he fixes it", True),
        ("+1 as long as he fixes it", True),
        ("+1 later", True),
        ("+1 dont count this", True),
        ("+1 in principle", True),
        ("+1?", True),
        ("+1 to her concerns", True),
        ("+1. Fix the form before this is merged", True),
        ("+1 (soon)", True),
        ("**+1** is what both of us have to write", True),
        ("Both of us reply with:\n+1", True),
        ("I want to see more reviews.\n+1", True),
        ("+1 on Sam's comment", True),
        ("+1 just for kubernetes-sigs", True),
        ("+1 by a colleague", True),
        ("+1 sponsor from a different company", True),
        ("+1 for kubernetes-sigs and kubernetes", True),
        ("+1 to having octo-new in the org", True),
        ("I have worked with octo-new for a year\n+1", False),
    ],
)
def test_a_confirmation_with_a_condition_is_for_a_person_to_read(text, doubted):
    (confirmation,) = request(NEW, said(text)).confirmations
    assert confirmation.doubted == (confirmation.url if doubted else None)
    (again,) = request(NEW, said(text), said("+1", hours=2)).confirmations
    assert again.doubted is None


@pytest.mark.parametrize("text", ["/lgtm cancel", "/remove-lgtm", "/approve cancel", "/remove-approve"])
def test_a_cancel_takes_a_confirmation_back(text):
    assert request(NEW, said("/lgtm"), said(text, hours=2)).confirmations == ()


def test_a_third_person_is_flagged_and_has_to_be_plain():
    asked = request(NEW, said("+1", by="octo-x"), said("Please have both reply with +1", by="octo-y", hours=2))
    assert [(str(one.by), one.named) for one in asked.confirmations] == [("octo-x", False)]
    for text in ("+1 from your sponsors is still missing", "+1 if you fix the form"):
        assert request(NEW, said(text, by="octo-x")).confirmations == ()
    assert not any(sponsor.confirmed for sponsor in asked.sponsors)


@pytest.mark.parametrize(
    "comment",
    [
        said("+1", by="octo-new"),
        said("+1", by="octo-robot"),
        said("+1", by="octo-app[bot]"),
        said("+1", by="octo-b", bot=True),
        said("+1", by=None),
    ],
)
def test_the_applicant_and_bots_confirm_nothing(comment):
    assert request(NEW, comment, bots=frozenset({login("octo-robot")})).confirmations == ()


def test_the_author_of_somebody_elses_request_may_sponsor_it():
    assert request(NEW, said("+1"), author="octo-a").sponsors[0].confirmed


@pytest.mark.parametrize(
    ("later", "doubted"),
    [
        ("Sorry, I have to withdraw.", True),
        ("-1 from me after all", True),
        ("Please hold this.", True),
        ("I do not think so any more", True),
        (":-1:", True),
        ("I take it back", True),
        ("Please ignore my +1", True),
        ("Removing my +1", True),
        ("I no longer sponsor this", True),
        ("Changed my mind", True),
        ("Scratch that", True),
        ("I made a mistake", True),
        ("My +1 was for another person", True),
        ("My +1 was for octo-b", True),
        ("I rescind", True),
        ("Please find somebody else", True),
        ("+1 if you fix the form", True),
        ("Friendly ping", False),
        ("Welcome aboard!", False),
        ("/hold cancel", False),
        ("+1 again", False),
        ("> I would not", False),
        ("The test is at 0-1 ms, see kubernetes-1.30", True),
        ("Did you tick the boxes?", True),
        ("```\nunless\n```", True),
        ("Happy to sponsor octo-new, great work", False),
    ],
)
def test_what_a_sponsor_says_after_a_plain_answer_may_take_it_back(later, doubted):
    asked = request("### Sponsor 1\n@octo-a\n", said("+1"), said(later, hours=2))
    (sponsor,) = asked.sponsors
    assert sponsor.confirmed.strength is Strength.CERTAIN
    assert sponsor.confirmed.doubted == ("https://github.example/c/2" if doubted else None)
