"""What a plain ``+1`` looks like: a sign, and beside it nothing but thanks, welcome, praise and how one knows a person.

Source: how sponsors answer in issues of kubernetes/org since 2018. The words below neither deny nor condition nor take
back, whatever their order: no "but", "if" or "once", no verb that asks for something ("open", "review"), no number but
of years. A word that is missing here costs somebody a look; one too many is a wrong "confirmed".
"""

import re
import unicodedata
from collections.abc import Collection, Iterable

from tracker.facts.people import Login

_SIGN = r"(?:\+1|:\+1:|:thumbsup:|👍|/?lgtm|/approve)"
_PRAISE = (
    "amazing|awesome|big|brilliant|consistent|deserving|excellent|exceptional|fantastic|good|great|helpful|huge|"
    "impressive|incredible|invaluable|key|nice|outstanding|pleasure|reliable|responsive|solid|stellar|strong|super|superb|"
    "terrific|thorough|thoughtful|tremendous|valuable|valued|wonderful"
)
_WORDS = frozenset(f"""
    {_PRAISE.replace("|", " ")}
    a aboard absolutely ack across active actively adding addition again all already also always am an and api applying
    approved approving apps architecture are as asset attended attitude auth authored autoscaling batch becoming been
    being both building built careful certainly cheers clearly cli closely cloud cluster code collaborated collaborating
    collaboration collaborator commitment community confirmed congrats congratulations constantly continuously contribex
    contributed contributes contributing contribution contributions contributor contributors csi dedicated dedication
    definitely delighted demonstrated deserved deserves device diligent directly discussions docs documentation does
    doing done dra driven drivers driving effort efforts engaged engagement engineer enhancements enjoyed enthusiasm
    enthusiastic etcd everything excited experience expertise extensively features feedback fixes for frequently
    friendly fully gateway getting glad gladly happily happy hardworking having he he's helped helping helps her high
    highly him his honored honoured i i'm i've implemented implementing impressed improved improvements improving in
    incredibly infra ingress insightful instrumentation interacted interacting interactions interest involvement is job
    joined joining k8s karpenter kep keps kind knew knowledge knowledgeable known kubeadm kubectl kubelet kudos kueue
    kustomize leading led lgtm lifecycle localization longtime lot lots machinery made maintained maintaining making
    many meetings member membership mentored mentoring met minikube multicluster multiple my network new node notch
    numerous of ok okay on onboard org organization our paired pairing participated participates participating
    participation patience patient person pleased pr proactive productive program project projects prolific proud proved
    proven provider prow prs quality quickly really regular regularly release reviewed reviewing reviews scalability
    scheduler scheduling security several sgtm she she's shipped shown sig sigs since slack so sponsor sponsoring
    sponsorship storage strongly stuff subproject such super supported supporting sure surely team teammate testing
    tests thank thanks the their them them's they they're they've thrilled through throughout thx to together top
    totally triaged triaging truly us various very vouching we we're we've website welcome welcoming well wg windows
    with within woohoo worked working works yay yeah yep yes you you're you've your yup
    """.split())  # fmt: skip
_WHOM, _WHOSE = "(?:you|him|her|them)", "(?:the|your|his|her|their|this)"
_ASK, _HELP = (
    "(?:ask me|ping me|let me know)",
    r"(?:you need (?:anything|more)|there is anything)(?: else)?(?= ?[.,;!)]|$)",
)
_NUMBER = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d\d?\+?|(?:a )?few|many|several|some|a couple of)"
_UNITS = "(?:years?|months?|weeks?|release cycles?|releases?|cycles?|while|time)"
_OTHERS = r"(?:[ ,]+@[\w/-]+)+"


def _any_of(lines: str) -> str:
    return "|".join(line.strip() for line in lines.strip().splitlines())


# What holds words that would not do on their own.
_PHRASES = re.compile(
    r"(?<![\w@/+'-])(?:"
    + _any_of(rf"""
    (?:from|for|to) (?:me|us|(?:my|our) (?:side|end))|me too|as well|of course|(?:so|very) much(?: deserved| appreciated)?
    (?:for|over|throughout|during)(?: about| almost| more than| nearly| over)?(?: {_NUMBER})?(?: long)? {_UNITS}(?: now)?
    (?:for|over|throughout|during|in) the(?: last| past)(?: {_NUMBER})? {_UNITS}|over the {_UNITS}
    since (?:early |late |mid )?(?:20\d\d|last year|v?1\.\d+)|(?:at|during) (?:the )?(?:kubecon|contributor summit)|the v?1\.\d+ release
    (?:v?1\.\d+ )?(?:sig )?(?:docs |comms )?release team(?: shadow)?|ci[ -]signal|test-infra|(?:as|been|is) an? shadow
    no (?:doubts?|concerns?|objections?|hesitations?|reservations?|brainer)|no-brainer|(?:do not|don't) hesitate
    without (?:any |a )?(?:hesitation|doubt|reservations?)|couldn't (?:be happier|agree more)
    (?:can't|cannot|can not|couldn't) (?:recommend|praise|thank) {_WHOM} (?:highly )?enough
    more than (?:happy|deserved|deserving)|one of (?:our|the) (?:best|most)|all the best|good luck|sure thing|this is well deserved|long overdue
    (?:sorry|apologies),? for (?:the |my |being )?(?:very |so )?(?:late|delayed|slow|delay|wait)(?: (?:reply|response))?
    (?:sorry|apologies),? (?:for|i|that i) miss(?:ed|ing) (?:it|this)|(?:friendly|gentle) (?:ping|reminder)
    {_ASK} if {_HELP}|if {_HELP},? {_ASK}|happy to help|help(?:ed|ing|s) out|stepp(?:ed|ing) up|on board
    keep (?:up the|it up)|look(?:ing)? forward to(?: more)?|future (?:contributions|work)|(?:impressed )?by {_WHOM}
    impressed by|(?:deserves?|deserved|earned) (?:it|this)|it(?:'s| is| was| has been)|loved? (?:working|{_WHOSE})
    (?:happy|glad|great|good|nice|excited|would love|to)(?: to)? (?:see|seeing|have) {_WHOM}|i'd be happy to sponsor
    to (?:add|join|support|approve|endorse|vouch for|work with)|(?:i|we) (?:know|trust|(?:closely )?work (?:closely )?with)
    (?:to )?(?:be|become|being|becoming) (?:(?:an? |your |his |her |their )?(?:member|sponsor)|(?:a )?part of)
    i (?:(?:can|fully|also|strongly) )?(?:confirm(?: that)?|sponsor|step in|vouch(?: for)?|support|endorse|approve|recommend)
    (?:has|have) (?:been|worked|contributed|made|done|helped|reviewed|seen|shown|known)|will (?:make|be) (?:an?|the)
    had (?:the|a) (?:pleasure|privilege|chance)|(?:was|were) (?:an? |very |so |always )?(?:{_PRAISE}|active|kind|patient)
    (?:{_PRAISE}|hard|of|{_WHOSE}) (?:work|help|support|reviewer)|(?:code|design|api|pr|kep) review|(?:issue|bug) triage
    (?:on|of|fixing|fixed|reporting|reported|triaging) (?:bugs|issues)|(?:second|first) sponsor
    (?:pull|membership|{_WHOSE}) (?:requests?|application|contributor|person)
    (?:from|with|of) (?:an? |the )?(?:another|different|other|second) (?:company|employer|organi[sz]ation)
    contribut(?:ions?|ing|ed|e|es) to (?:the )?kubernetes|kubernetes(?= (?:community|docs|project)\b)
    /(?:cc|assign)(?:{_OTHERS})?|/(?:hold cancel|remove-hold|woof|meow|pony(?: party)?)
    (?:and|cc:?|hello|hey|hi|thank you|thanks|with){_OTHERS}|hi|hello|hey(?: (?:all|everyone|folks|team|there))?
    :(?:100|clap|confetti_ball|fire|heart|muscle|partying_face|raised_hands|rocket|smile|sparkles|star|tada|wave):
    (?:see,? )?https?://\S+|(?:[\w.-]+/[\w.-]+)?#\d+|kep-\d+|(?:k|kubernetes(?:-\w+)?|etcd-io)/[\w.-]+
    """)
    + r")(?![\w'-])"
)  # fmt: skip
# What a sign may be for.
_DUE = _any_of(rf"""
    (?:me|us|my (?:side|end)|our side|{_WHOM}|@?kubernetes(?:-\w+)?(?!/)|etcd-io(?!/))\b
    (?:(?:an?|{_WHOSE}|them's) )?(?:org |kubernetes )?(?:co-?)?(?:member|membership|sponsor|request|application)\b
    (?:be|become|being|becoming) (?:an? |the |your |his |her |their )?(?:member|sponsor)\b|(?:join|support|sponsor|welcom)
    (?:add|adding|get|getting|have|having|see|seeing) {_WHOM}\b
    (?:all )?{_WHOSE} (?:{_PRAISE}|work|help|support|contributions|efforts|reviews)\b
    """)  # fmt: skip
# A sign that is spoken of, or for something else: "+1 from @boss", "+1 is what both write", "+1, for a while".
_SPOKEN_OF = re.compile(
    rf"\b(?:the|my|your|his|her|their|our|for|of|with|in|on|as) {_SIGN}|{_SIGN} (?:https?:|\S*#\d)|{_SIGN}[ ,:;(-]+"
    rf"(?:across|by|during|has|have|in|is|of|over|since|throughout|was|with(?! (?:no|(?:great )?pleasure)\b)"
    rf"|(?:as|for|from|on|to)(?! (?:{_DUE})))\b"
)
# First names are names only where there is no room for anything else.
_FIRST_NAME = re.compile(
    r"\b(with(?= \w+ (?:on|in|for|across|over|since)\b)|(?:[Tt]hanks|[Ww]elcome|[Cc]ongrat(?:ulation)?s),?(?= \w+ ?(?:[!.)]|$)))"
    r" [A-Z][a-z]+",
    re.MULTILINE,
)
_ORG = re.compile(r"(?<![\w@/-])@?(kubernetes(?:-(?:sigs|client|csi))?|etcd-io)(?:'s)?(?![\w/-])")
_LINK = re.compile(r"(?<!!)\[([^\[\]]*+)\]\(https?://[^()\s]*+\)")
_EMPHASIS = re.compile(r"\*|(?<!`)`(?!`)|(?<!\w)_+|_+(?!\w)")
_MARKS = re.compile(
    rf"(?<![\w+/-]){_SIGN}(?![\w+/-])|:-?\)|:d\b|<3|[.,!;:)\u2013\u2014]|(?<![:;-])\(|(?<!\S)[-&](?!\S)|(?<=[a-z])-(?=[a-z])"
    "|[\U0001f3fb-\U0001f3ff\ufe0f🎉🎊🚀👏🙌🥳😀😃😄😁😊🙂😎🤩😍❤💙💜💚🧡💛💯🔥✨💪🤗⭐🌟🏆🥇👌🤝🙏✅🌈👋💫🫶👍]"
)


def is_plain(lines: Iterable[str], *, applicant: Login | None, orgs: Collection[str]) -> bool:
    """Whether lines say nothing but what goes with a plain yes to this applicant in these organizations (lower case).

    Of two organizations both have to be named, or none: "+1 for kubernetes-sigs" may not be for the other.
    """
    text = _folded("\n".join(lines), applicant)
    if _SPOKEN_OF.search(text):
        return False
    text = _PHRASES.sub(" . ", text)
    named, wanted = set(_ORG.findall(text)), {org for org in orgs if _ORG.fullmatch(org)}
    words = _MARKS.sub(" ", _ORG.sub(" ", text)).split()
    return not (named and (not wanted or wanted - named)) and all(word in _WORDS for word in words)


def _folded(text: str, applicant: Login | None) -> str:
    """A text in lower case and plain type, on one line; "them" for the applicant."""
    shown = unicodedata.normalize("NFKC", _LINK.sub(r"\1", text)).translate({0x2018: "'", 0x2019: "'"})
    lower = _FIRST_NAME.sub(r"\1 them", _EMPHASIS.sub("", shown)).casefold()
    if applicant:
        # A name that may be a word ("later") needs its @.
        sign = "@?" if re.search(r"[\d-]", applicant.key) else "@"
        lower = re.sub(rf"(?<![\w@/-]){sign}{re.escape(applicant.key)}(?![\w/-])", "them", lower)
    return " ; ".join(" ".join(line.split()) for line in lower.splitlines())
