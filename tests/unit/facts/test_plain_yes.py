import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.facts.requests_made import login

from tracker.facts import plain_yes

PLAIN = (
    "+1",
    "+1!! \U0001f680",
    "+1 From me.",
    "+1 and welcome to the team, @octo-new! \U0001f389",
    "+1, thanks @octo-new for your great contributions!",
    "+1 I am happy to sponsor octo-new. They have been doing great work.",
    "I support octo-new.\n/lgtm",
    "+1 well-deserved, congrats!",
    "+1 Thanks for all your help! Keep up the great work!",
    "+1 I\u2019ve worked closely with octo-new. Excellent work!",
    "+1 octo-new has been helpful and a pleasure to work with",
    "+1, an amazing contributor :tada:",
    "\uff0b1 from me, __great__ work",
    "THANKS FOR THE GREAT WORK, +1",
    "/lgtm\n/approve",
    "Hi everyone,\n+1 as a sponsor",
)
# One line for each way to say that it does not hold, not yet, not for this or not for all of it; or that others said it.
NOT_PLAIN = (
    "+1 as long as you are active",
    "+1 in two weeks",
    "+1 for a few months",
    "+1, for a while",
    "+1 through the 1.36 release",
    "+1 again in the 1.36 release",
    "+1 at KubeCon",
    "+1, a member for three months",
    "+1, I'd be happy to sponsor in the 1.40 release",
    "+1 to sponsoring you in a new membership request",
    "+1, patience. Thanks",
    "+1 with a second sponsor from a different company",
    "+1 to join meetings",
    "+1 you have to join meetings",
    "+1 for kubernetes-sigs",
    "+1 (kubernetes)",
    "+1 (sigs)",
    "+1 welcome to the sigs org",
    "+1 to kubernetes/website",
    "+1 for Kubernetes docs",
    "+1 (docs)",
    "+1 release team shadow",
    "+1 adding tests",
    "+1 from @octo-b",
    "+1 from him",
    "+1 for @octo-b",
    "+1 @octo-b",
    "+1 hi @octo-other, happy to sponsor you",
    "Thanks @octo-b for the\n+1",
    "+1 to being a reviewer",
    "+1 to being a sponsor",
    "+1 on #123",
    "+1, #123",
    "+1 kubernetes/org#123",
    "+1, https://github.com/kubernetes/org/issues/123",
    "+1 Thanks, Pending",
    "+1 Welcome, Once\nyou have contributed",
    "+1 testing",
    "+1 yeah yeah sure, totally",
    "+1 :(",
    "+1 :-(",
    "+1, more contributions",
    "+1 be active",
    "+1 with reviews",
    "+1 non-binding",
    "Thanks for the +1",
    "+1 is great",
    "+1 ok?",
    "+1 great work?",
    "+1 \U0001f914",
    "+1 \U0001f44e",
    "+1 -1",
    "+1 ![no](https://x.example/a.gif)",
    "+1 [not now](https://x.example)",
    "+1 <del>sure</del>",
    "~~+1~~",
    "+1 n**o**t",
    "+1 \u2018if\u2019",
    "+1 \u0456f",
    "+1 wenn die Form stimmt",
    "+1 si abre dos PR",
    "+1 \u7b49\u4ed6\u4fee\u597d\u8868\u683c",
)


def is_plain(text, applicant="octo-new"):
    return plain_yes.is_plain(text.splitlines(), applicant=login(applicant))


@pytest.mark.parametrize("text", PLAIN)
def test_praise_thanks_and_how_one_knows_somebody_are_plain(text):
    assert is_plain(text)


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_anything_else_is_not(text):
    assert not is_plain(text)


def test_an_applicant_whose_name_is_a_word_is_named_with_a_sign():
    assert is_plain("+1 @later", applicant="later")
    assert not is_plain("+1 later", applicant="later")


def _inserted(text, place, word):
    words = text.split(" ")
    at = place % (len(words) + 1)
    return " ".join([*words[:at], word, *words[at:]])


def _is_known(word):
    """Whether a word stands in any phrase."""
    return bool(re.search(rf"\b{re.escape(word)}\b", plain_yes._SAID.pattern))


@given(
    text=st.sampled_from(PLAIN),
    place=st.integers(0, 30),
    word=st.text(st.characters(categories=["L"]), min_size=1, max_size=9).filter(
        lambda word: word == word.casefold() and not _is_known(word)
    ),
)
def test_no_word_beyond_the_vocabulary_is_plain(text, place, word):
    assert not is_plain(_inserted(text, place, word))


DOUBTS = """
    although assuming barring before but conditionally could don't except hardly hold if instead isn't later less maybe
    might must need never nobody not nothing once only or pending perhaps please provided rather rescind should soon
    then till tomorrow unless unlike until wait what when whenever whether without withdraw would yet Nein pero
"""


@pytest.mark.parametrize("word", DOUBTS.split())
def test_words_of_doubt_are_plain_nowhere(word):
    texts = [_inserted(text, place, word) for text in PLAIN for place in range(len(text.split(" ")) + 1)]
    assert [text for text in texts if is_plain(text)] == []


@pytest.mark.parametrize(
    "piece", ["+1 ", "for two ", "with @a ", "i fully ", "very so ", "[", "/cc @a,", "_*", "#1", "if you need "]
)
def test_long_comments_are_read_in_no_time(piece):
    begin = time.perf_counter()
    is_plain(piece * (60_000 // len(piece)))
    assert time.perf_counter() - begin < 5
