"""What a plain ``+1`` looks like: a sign, and beside it nothing but a few phrases of courtesy and praise.

Source: how sponsors answer in issues of kubernetes/org since 2018; most write the sign alone. Whatever else a comment
says may deny, condition or take back, or be about somebody else: that is for a person to read. No phrase here has room
for a time, a place, a purpose or another name. One that is missing costs somebody a look; one too many is a wrong
"confirmed".
"""

import re
import unicodedata
from collections.abc import Iterable

from tracker.facts.people import Login

_SIGN = r"(?:\+1|:\+1:|:thumbsup:|👍|/?lgtm|/approve)"
#: The applicant, whose login is written so.
_THEM = r"(?:them|you|him|her)"
_PRAISE = (
    r"(?:(?:very|really|so|such an?|an?) )?(?:amazing|awesome|brilliant|excellent|exceptional|fantastic|good|great"
    r"|helpful|impressive|incredible|nice|outstanding|solid|stellar|strong|super|valuable|wonderful)"
)
_WORK = r"(?:work|job|contributions?|contributor|reviews?|reviewer|efforts?|help|addition|collaborator|member|teammate)"
_GLAD = r"(?:delighted|glad|happy|honou?red|pleased)"
_ARE = r"(?:(?:they|you)(?:'re| are)|(?:he|she)(?:'s| is)|them (?:is|are))"
_NUMBER = r"(?:about |almost |more than |over )?(?:an?|two|three|four|five|several|many|\d+)"
_LONG = rf"(?:for|over) {_NUMBER} (?:years?|months?)(?: now)?"
_PHRASES = (
    r"from (?:me|us)",
    rf"for (?:me|us|{_THEM})",
    r"from (?:my|our) (?:side|end)",
    r"as (?:a |the |your |their )?sponsor",
    rf"(?:(?:i am|i'm|we are|we're) )?(?:(?:very|more than|so) )?{_GLAD} to sponsor(?: {_THEM})?",
    rf"(?:i sponsor|i support|i vouch for|i endorse) {_THEM}|to sponsor(?:ing)?(?: {_THEM})?",
    r"to (?:your|their|his|her) membership",
    r"(?:yes|yep|ack|confirmed|i confirm|approved|vouched|absolutely|definitely|of course|gladly|happily)",
    r"(?:many |big )?(?:thanks|thank you|thx)(?: (?:a lot|so much|very much))?",
    rf"(?:thanks|thank you|thx)(?: {_THEM})? for (?:all )?(?:the |your |their |his |her )?(?:{_PRAISE} |hard )?{_WORK}",
    r"welcome(?: (?:aboard|on board|back|to the (?:club|community|project|team)))?",
    r"(?:congrats|congratulations|cheers|kudos|bravo|well done|yay|woohoo|hooray|hurray)",
    r"(?:very |so |truly )?(?:well[ -]|much |highly )?(?:deserved|earned|deserving)",
    rf"{_PRAISE}(?: {_WORK})?(?: so far)?(?: by {_THEM})?",
    r"(?:keep it up|keep going|keep up the (?:good|great) work|all the best|long overdue)",
    rf"(?:they|he|she|you|them)(?:'ll| will) be {_PRAISE} {_WORK}",
    rf"(?:they|he|she|you|them|it)(?:'ve| have|'s| has) been (?:doing )?{_PRAISE}(?: {_WORK})?(?: to work with)?",
    rf"{_ARE} {_PRAISE}(?: {_WORK})?(?: to work with)?",
    rf"(?:(?:i|we)(?:'ve| have)?(?: been)? )?work(?:ed|ing)?(?: closely)? with {_THEM}(?: a lot| {_LONG})?",
    r"i can step in(?: as (?:a )?sponsor)?",
    rf"(?:(?:has|have) been |it(?:'s| is) )?an? (?:pleasure|joy) (?:to work|working) with(?: {_THEM})?",
    rf"looking forward to working with {_THEM}",
    rf"(?:i )?(?:fully|strongly|highly) (?:support|recommend|endorse)(?: {_THEM})?",
    rf"(?:i )?can(?:'t|not) (?:praise|recommend|thank) {_THEM} (?:highly )?enough",
    r"no (?:concerns|doubts?|hesitations?|objections?|reservations?)|without (?:any )?(?:doubt|hesitation)",
    r"sorry for the (?:delay|wait|(?:late )?(?:answer|reply|response))|(?:friendly|gentle) ping|again",
    r"/hold cancel|/remove-hold",
    rf"(?:hi|hello|hey)(?: (?:all|everyone|folks|team|there|{_THEM}))?",
    rf"(?:and|{_THEM})",
    r":(?:100|clap|confetti_ball|fire|heart|muscle|partying_face|raised_hands|rocket|smile|sparkles|star|tada|wave):",
)
# A sign, or phrases, as whole words; the longest first, lest one takes the beginning of another.
_SAID = re.compile(rf"(?<![\w@/+'-])(?:{_SIGN}|{'|'.join(sorted(_PHRASES, key=len, reverse=True))})(?![\w'/@+-])")
_MARKS = re.compile(
    r"[\s.,!;()&\u2013\u2014-]|:-?\)|:d\b|<3"
    "|[\U0001f3fb-\U0001f3ff\ufe0f🎉🎊🚀👏🙌🥳😀😃😄😁😊🙂😎🤩😍❤💙💜💚🧡💛💯🔥✨💪🤗"
    "⭐🌟🏆🥇👌🤝🙏✅🌈👋💫🫶]"
)
_EMPHASIS = re.compile(r"\*|(?<!\w)_+|_+(?!\w)")


def is_plain(lines: Iterable[str], *, applicant: Login | None) -> bool:
    """Whether lines say nothing but what goes with a plain yes to this applicant."""
    return all(not _MARKS.sub("", _SAID.sub(" ", _folded(line, applicant))) for line in lines)


def _folded(line: str, applicant: Login | None) -> str:
    """A line in small letters and plain type; "them" for the applicant."""
    shown = unicodedata.normalize("NFKC", _EMPHASIS.sub("", line)).translate({0x2018: "'", 0x2019: "'"})
    small = " ".join(shown.casefold().split())
    if applicant is None:
        return small
    # A name that may be a word ("later") needs its @.
    sign = "@?" if re.search(r"[\d-]", applicant.key) else "@"
    return re.sub(rf"(?<![\w@/-]){sign}{re.escape(applicant.key)}(?![\w/-])", "them", small)
