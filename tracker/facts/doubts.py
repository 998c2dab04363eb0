"""Words that make a ``+1`` one for a person to read: conditions, denials, second thoughts, a ``+1`` only spoken of.

Source: how people write in issues of kubernetes/org. A word too many costs a look, one too few a wrong "confirmed".
"""

import re
from collections.abc import Iterable

_SIGN = r"(?:\+1|:\+1:|:thumbsup:|👍|/?lgtm|/approve)"
_EMPHASIS = re.compile(r"[*_`]")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
# What holds a word of doubt and raises none: thanks, excuses for being late, offers of help, praise.
_HARMLESS = re.compile(
    r"\b(?:(?:can't|cannot|can not|couldn't) (?:recommend|praise|thank|support|endorse) (?:\S+ ){1,2}?enough"
    r"|(?:can't|cannot|can not|couldn't) (?:say enough|wait to)\b"
    r"|couldn't (?:be happier|agree more)|(?:don't|wouldn't|not|never) hesitate|won't regret"
    r"|without (?:any )?(?:hesitation|doubt)"
    r"|(?:don't|do not) (?:have|see) any (?:concerns?|objections?|problems?|issues?)"
    r"|no (?:doubts?|concerns?|objections?|problems?|issues?|hesitations?|reservations?|worries|brainer)"
    r"|as far as i(?:'m| am) concerned|(?:not only|but also|last but not least|why not|since then|back then"
    r"|anything else)"
    r"|(?:ask|ping|tell|contact) (?:me|us) if|let (?:me|us) know if"
    r"|if (?:you need (?:more|anything)|you have (?:any )?questions|there(?:'s| is| are) any(?:thing"
    r"| questions))(?! (?:prs?|pull|work))"
    r"|(?:sorry|apolog(?:y|ies)),? for (?:the |my |such a |being )?(?:very |so |long )*(?:late|delay(?:ed)?"
    r"|slow|wait)"
    r"|(?:sorry|apolog(?:y|ies)),? (?:i|for|that i) miss(?:ed|ing) (?:it|that|the|this)"
    r"|(?:another|a different|the other) (?:company|employer|organi[sz]ation)|nothing but"
    r"|can't think of any(?:one|body)"
    r"|thank(?:s| you) for (?:the wait|waiting)"
    r"|(?:has|have|he|she|they|always) provided|at first|(?:his|her|their|my|your) first)\b"
    r"|/hold cancel(?![\w-])|/remove-hold(?![\w-])",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:not|cannot|never|unable|withdraw|(?:do|did|does|ca|wo|would|could|should|is|was|have|has)n'?t)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    # when it holds, or would
    r"\b(?:after|although|as (?:long|soon) as|assuming|before|but|caveats?|condition(?:s|al|ally)?|contingent"
    r"|depend(?:s|ing|ent)?"
    r"|eventually|except|first|given (?!all|her|his|how|their|your)|hold|however|if|in (?:case|principle"
    r"|theory)|later|maybe"
    r"|next (?:time|week|month|release|year|cycle)|once|only|pending|perhaps|probably|provid(?:ed|ing that)|soon as"
    r"|so long as|subject to"
    r"|at some point|barring|exception|exclud\w+|for now|hing(?:e|es|ing)|just for|presuming|some ?day|supposing"
    r"|tbd|tentative(?:ly)?|todo|then|though|till|tomorrow|unless|until|upon|wait(?:ing)?|when(?:ever)?"
    r"|whether|yet"
    # that it does not
    r"|absent|ain't|against|almost|nearly|possibl[ey]|(?:like|need|want) to see (?!her|him|them|you)"
    r"|concern(?:s|ed)?|declin\w+|disagree|doubt\w*|early|hesitan\w+|hesitat\w+|lack(?:s|ing)?"
    r"|missing|needed|no|nope"
    r"|none|nobody|object(?:ions?)?|oppose|premature(?:ly)?|refus\w+|reject\w*|reluctant\w*|required"
    r"|reservations?|too (?:early|soon|quick(?:ly)?|fast)"
    r"|unfortunately|unsure|without|(?:still|need to|needs to|has to|have to|must) (?:see|do|fix|open|show"
    r"|needs?|to)|need more|needs"
    # that it does not any more, or was meant for something else
    r"|accident(?:al|ally)?|actually|another|any ?more|apolog\w+|cancel\w*|chang\w+ my mind|clos(?:e"
    r"|ing) (?:this|it|the)|confused|confusion|different|discard|disregard|drop(?:ping)? (?:my|this|out)"
    r"|else|forget|i(?:'m| am) out|ignore|instead|invalid\w*|joke|joking|kidding|meant|mind|mis(?:read"
    r"|click)\w*|mistak\w*|my bad|never ?mind|nvm|oops|(?:the|some) other (?!sponsor)\w+|reconsider\w*|recus\w+"
    r"|regret\w*|remov(?:e|es|ed|ing) (?:my|the|this)|rescind\w*|retract\w*|revert\w*|revok\w+|scratch"
    r"|second thoughts?|sorry"
    r"|step(?:ping)? (?:down|back|aside|away)|stop(?:ped)? sponsoring|strike|think (?:about|again)|t(?:ake"
    r"|aking|ook) .{0,40}\bback|un-?do\w*|un-?sponsor\w*"
    r"|void|withdr[ae]w\w*|wrong(?:ly)?)\b"
    r"|(?:^|[.,;:!\u2013\u2014-] ?)(?:please )?(?:correct|fill|fix|open|sign|tick)\b"
    r"|(?<![\w+-])[-\u2212]1(?!\w|\.\d)|:-1:|:thumbsdown:|👎|❌|🚫|⛔|✋|/close(?![\w-])"
    r"|~~|</?(?:del|s|strike)\b",
    re.IGNORECASE,
)
# A sign that a sentence speaks of: "+1 is what both write", "+1 from your sponsors", "+1 to what she asks", "+1?".
_SPOKEN_OF = re.compile(
    rf"{_SIGN}(?: from \S+)? \(?(?:is|was|would (?!love|like|recommend)|will (?!be (?:a|an) )|should|could|may"
    rf"|might|must|needs?|means?"
    r"|comes?|follows?|following|goes|granted|in|minus|of|or|please|pls|count|requires?|save|so|soon|the day"
    r"|were|where)\b"
    rf"|{_SIGN} by\b|{_SIGN} from my (?:boss|colleague|friend|manager|team ?mate)"
    rf"|{_SIGN} (?:for|on|to) (?:\S+ ){{0,3}}(?:comment|concern|idea|point|proposal|question|suggestion)"
    rf"|\b(?:an?|for|gets?|gives?|my|no|reply|say|the|with|write|your):? {_SIGN}"
    rf"|{_SIGN} from (?:both|your|each|another|either|every|@)"
    rf"|{_SIGN} (?:to|on) (?!(?:(?:be|being|become|becoming) )?(?:an? |the |his |her |their |your |my |this "
    rf"|@?[\w-]+'s )?"
    r"(?:[\w-]+ )?(?:sponsor|membership|member\b)|(?:the|his|her|their|your|this) (?:request|application)\b"
    r"|this\b|add(?:ing)? (?:@|her|him|them|you|\S+ (?:as|to) )"
    r"|(?:get(?:ting)?|hav(?:e|ing)|see(?:ing)?) (?:\S+ ){1,2}(?:as|in|into|join)\b"
    r"|(?:you|him|her|them)\b(?! \w)|(?:join|welcom|approv|support)ing\b|(?:join|welcome|approve|support)\b)"
    rf"|{_SIGN}[^.!?]{{0,200}}\?",
    re.IGNORECASE,
)
# What is said later of an answer that was given: "My +1 was for octo-b".
_OF_MINE = re.compile(
    rf"\bmy (?:{_SIGN}|approval|sponsorship|support|vote|(?:earlier |previous |last )?(?:answer|comment))",
    re.IGNORECASE,
)


def is_denied(line: str) -> bool:
    """Whether a line that holds a sign says the contrary: "I cannot +1 this"."""
    return bool(_DENIAL.search(_told(line)))


def is_doubtful(lines: Iterable[str]) -> bool:
    """Whether any of the lines of a comment may say that its ``+1``, or an earlier one, does not hold, or not yet."""
    text = _told(" ".join(lines))
    return any(words.search(text) for words in (_DENIAL, _DOUBT, _SPOKEN_OF))


def speaks_of_own(lines: Iterable[str]) -> bool:
    """Whether a comment speaks of what its author answered before."""
    return bool(_OF_MINE.search(_told(" ".join(lines))))


def _told(text: str) -> str:
    """A text without addresses, emphasis and harmless phrases."""
    plain = " ".join(_EMPHASIS.sub("", _URL.sub(" ", text.replace("\u2019", "'"))).split())
    return _HARMLESS.sub(" ", plain)
