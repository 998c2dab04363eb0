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
    a aboard absolutely ack across active actively adding addition again all already also always am an and api
    approved approving apps architecture are as asset attended auth authored autoscaling becoming been being both
    bravo building built bunch careful certainly cheers clearly cli closely cloud cluster code collaborated
    collaborating collaboration collaborator commitment community confirmed congrats congratulations constantly
    continuously contribex contributed contributes contributing contribution contributions contributor contributors
    csi dedicated dedication definitely delighted demonstrated deserved deserves diligent directly discussions docs
    documentation does doing done dra driven driving effort efforts engaged engagement engineer enhancements enjoyed
    enthusiasm enthusiastic etcd excited experience expertise extensively features feedback fixes for frequently
    friendly fully gateway getting glad gladly happily happy hardworking having he he's helped helping helps her
    high highly him his honored honoured hooray i i'm i've implemented implementing impressed improved improvements
    improving in incredibly infra ingress insightful instrumentation interacted interacting interactions interest
    involvement is job joined joining k8s karpenter kep keps kind knew knowledge knowledgeable known kubeadm kubectl
    kubelet kudos kueue kustomize leading led lgtm lifecycle localization longtime lot lots machinery made
    maintained maintaining making many meetings member membership mentored mentoring met minikube multicluster
    multiple my network new node notch numerous of ok okay on onboard org organization our paired pairing
    participated participates participating participation patient person pleased pr proactive productive program
    project projects prolific proud proved proven provider prow prs quality quickly really regular regularly release
    reviewed reviewing reviews scalability scheduler scheduling security several sgtm she she's shipped shown sig
    sigs since slack so sponsor sponsoring sponsorship storage strongly subproject such super supported supporting
    sure surely team teammate testing tests thank thanks the their them them's they they're they've thrilled through
    throughout thx to together ton tons top totally triaged triaging truly ty us various very vouching we we're
    we've website welcome welcoming well wg windows with within woohoo woot worked working works wow yay yeah yep
    yes you you're you've your yup
    """.split())  # fmt: skip
_UNITS = r"(?:years?|months?|weeks?|release cycles?|releases?|cycles?|while|time)"
_NUMBER = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}\+?|few|a few|many|several|some|a couple(?: of)?)"
)
_HELP = (
    r"(?:you need (?:more|anything(?: else)?|help)|you have (?:any |more )?questions"
    r"|there(?:'s| is| are) (?:anything|any questions)(?: else)?)"
)
_ASK = r"(?:(?:ask|ping|tell|contact) me|let me know)"
_OTHERS = r"(?:[ ,]+@[\w/-]+)+"
# Words that would not do on their own.
_PHRASES = re.compile(
    r"(?<![\w@/+'-])(?:"
    r"(?:from|for|to) (?:me|us|(?:my|our) (?:side|end))|me too|as well|of course"
    rf"|(?:for|over|throughout|during|in(?= the (?:last|past))) (?:(?:about|around|at least|almost|close to|more than|nearly"
    rf"|over|quite|well over) )?(?:the (?:last |past )?)?(?:{_NUMBER} )?(?:long )?{_UNITS}(?: now)?"
    r"|since (?:early |late |mid )?(?:20\d\d|last year|v?1\.\d+|the (?:start|beginning))"
    r"|(?:at|during) (?:the )?(?:last )?(?:kubecon|contributor summit)"
    r"|(?:v?1\.\d+ )?(?:sig )?(?:docs |comms |enhancements )?release team(?: shadow)?|(?:as|been|is) an? shadow"
    r"|no (?:doubts?|concerns?|objections?|hesitations?|reservations?|brainer)|no-brainer"
    r"|without (?:any |a )?(?:hesitation|doubt|reservations?)|(?:do not|don't) hesitate"
    r"|(?:can't|cannot|can not|couldn't) (?:recommend|praise|thank) (?:you|him|her|them) (?:highly )?enough"
    r"|couldn't (?:be happier|agree more)|more than (?:happy|deserved|deserving)|one of (?:our|the) (?:best|most)"
    r"|(?:sorry|apolog(?:y|ies)),? for (?:the |my |being )?(?:very |so |long )?(?:late|delayed|slow|delay|wait)"
    r"(?: (?:reply|response|answer))?|(?:sorry|apologies),? (?:for|i|that i) miss(?:ed|ing) (?:it|this)"
    rf"|(?:please |feel free to )?{_ASK} if {_HELP}(?= ?[.,;!)]|$)|if {_HELP},? (?:please )?{_ASK}(?= ?[.,;!)]|$)"
    r"|(?:friendly|gentle) (?:ping|reminder)|happy to help|help(?:ed|ing|s) out"
    r"|(?:so|very) much(?: deserved| appreciated)?|all the best"
    r"|keep (?:up the|it up)|look(?:ing)? forward to(?: (?:more|seeing more))?|future (?:contributions|work)|good luck|sure thing|long overdue|impressed by|by (?:you|him|her|them)|(?:step|stepp)(?:ed|ing) up|test-infra"
    r"|(?:deserves?|deserved|earned) (?:it|this)|ci[ -]signal"
    r"|(?:happy|glad|great|good|nice|excited|delighted|would love|to) (?:to )?(?:see|seeing|have) (?:you|him|her|them)"
    r"|to (?:add|join|support|approve|endorse|vouch for|work with)|i'd be (?:glad|happy|honou?red) to sponsor|on board"
    r"|(?:to )?(?:be|become|being|becoming) (?:(?:an? |your |his |her |their )?(?:member|sponsor)|(?:a )?part of)"
    r"|i (?:can |fully |also |strongly |gladly )*(?:confirm(?: that)?|sponsor|step in|vouch for|vouch|support|endorse|approve|recommend)"
    r"|(?:i|we) (?:know|trust|(?:closely )?work (?:closely )?with)|(?:i|we|he|she|they|you) (?:has|have) (?!to\b)|(?:has|have) (?:been|worked|contributed|made"
    r"|done|helped|reviewed|seen|shown|known)|had (?:the|a) (?:pleasure|privilege|chance|opportunity)|it(?:'s| is| was| has been)"
    r"|will (?:make|be) (?:an?|such an?|the)|(?:was|were) (?:an? |very |really |so |always )?"
    rf"(?:{_PRAISE}|active|friendly|kind|patient)|(?:love|loved) (?:working|the|your|his|her|their)"
    rf"|(?:{_PRAISE}|hard|your|his|her|their|the|of|this) (?:work|help|support|reviewer|attitude)"
    r"|(?:code|design|api|pr|kep|docs) review|(?:issue|bug) triage|(?:on|of|fixing|reporting|fixed|reported|triaging) "
    r"(?:bugs|issues)|(?:this|pull|membership|your|his|her|their|the) (?:request|requests|application|contributor|person)"
    r"|(?:from|with|of) (?:an? |the )?(?:another|different|other|second) (?:company|employer|organi[sz]ation)"
    r"|(?:second|first) sponsor|contribut(?:ions?|ing|ed|e|es) to (?:the )?kubernetes|kubernetes (?=community|project|docs)"
    rf"|/(?:cc|assign)(?:{_OTHERS})?|/(?:hold cancel|remove-hold|woof|meow|pony(?: party)?)"
    rf"|(?:and|cc:?|hello|hey|hi|thank you|thanks|with){_OTHERS}|hi|hello|hey(?: (?:all|everyone|folks|team|there))?"
    r"|:(?:100|clap|confetti_ball|fire|heart|muscle|partying_face|raised_hands|rocket|smile|sparkles|star|tada|wave):"
    r"|(?:see,? )?https?://\S+|(?:[\w.-]+/[\w.-]+)?#\d+|kep-\d+|(?:k|kubernetes(?:-\w+)?|etcd-io)/[\w.-]+"
    r")(?![\w'-])"
)  # fmt: skip
_WHOM = r"(?:you|him|her|them)"
# What a sign may be for. Any other is spoken of, or for something else: "+1 from @boss", "+1 is what both write".
_DUE = (
    rf"(?:me|us|my (?:side|end)|our side|{_WHOM}|@?kubernetes(?:-\w+)?(?!/)|etcd-io(?!/)"
    r"|(?:an? |the |this |your |his |her |their |them's )?(?:org |kubernetes )?(?:co-?)?(?:member|membership|sponsor|request"
    r"|application)"
    r"|(?:be|become|being|becoming) (?:an? |the |your |his |her |their )?(?:member|sponsor)|(?:join|support|sponsor|welcom)\w*"
    rf"|(?:add|adding|get|getting|have|having|see|seeing) {_WHOM}|(?:all )?(?:the|your|his|her|their) (?:{_PRAISE}|work|help"
    r"|support|contributions|efforts|reviews))\b"
)
_SPOKEN_OF = re.compile(
    rf"\b(?:the|my|your|his|her|their|our|for|of|with|in|on|as) {_SIGN}"
    rf"|{_SIGN} \(?(?:across|by|during|has|have|in|is|of|over|since|was|with(?! (?:no|pleasure)\b)|(?:as|for|from|on|to)(?! {_DUE}))\b"
)
# First names are names only where there is no room for anything else.
_FIRST_NAME = re.compile(
    r"\bwith [A-Z][a-z]+(?= (?:on|in|for|across|over|since)\b)"
    r"|\b(?:[Tt]hanks|[Ww]elcome|[Cc]ongrat(?:ulation)?s),? [A-Z][a-z]+(?= ?[!.]|$)",
    re.MULTILINE,
)
_ORG = re.compile(r"(?<![\w@/-])@?(kubernetes(?:-(?:sigs|client|csi))?|etcd-io)(?:'s)?(?![\w/-])")
_LINK = re.compile(r"(?<!!)\[([^\[\]]*+)\]\(https?://[^()\s]*+\)")
_EMPHASIS = re.compile(r"\*|(?<!`)`(?!`)|(?<!\w)_+|_+(?!\w)")
_MARKS = re.compile(
    rf"(?<![\w+/-]){_SIGN}(?![\w+/-])|:-?\)|:d\b|<3|[.,!;:()\u2013\u2014]|(?<!\S)[-&](?!\S)|(?<=[a-z])-(?=[a-z])"
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
    lower = _FIRST_NAME.sub("with them", _EMPHASIS.sub("", shown)).casefold()
    if applicant:
        # A name that may be a word ("later") needs its @.
        sign = "@?" if re.search(r"[\d-]", applicant.key) else "@"
        lower = re.sub(rf"(?<![\w@/-]){sign}{re.escape(applicant.key)}(?![\w/-])", "them", lower)
    return " ; ".join(" ".join(line.split()) for line in lower.splitlines())
