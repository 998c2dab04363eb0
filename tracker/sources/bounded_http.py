"""HTTP answers, each read within limits of its size, as sent and unpacked, and of the time for the whole of it.

The only place that reads the body of an answer. It takes ``requests`` a moment to import: import this late.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TypeVar
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from tracker.record import positional_record
from tracker.sources.limits import DEFAULT, Limits

T = TypeVar("T")

#: What of an answer is read at once, in bytes.
_PIECE = 64 * 1024
_REDIRECTS = 5
_REDIRECTED = frozenset({301, 302, 303, 307, 308})
_DEFAULT_PORTS = {"http": 80, "https": 443}


class NotRead(requests.exceptions.RequestException):
    """An answer that is not read to its end; the text says why, as the end of "the answer …"."""


class TooLarge(NotRead):
    """It is larger than its limit."""


class TooSlow(NotRead):
    """It takes longer than its limit."""


class Redirected(NotRead):
    """It sends the question to an address that is not to be asked."""


class Session(requests.Session):
    """One that leaves redirections alone: whatever comes with them, ``requests`` would read it all."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Nowhere."""
        del resp


@positional_record
class Answer:
    """One answer; names of headers are lower case. Bytes that are no UTF-8 are replaced in the text."""

    status: int
    headers: Mapping[str, str]
    text: str


#: Whether a question to the first address may be asked at the second instead.
MayFollow = Callable[[str, str], bool]


def ask(
    session: Session,
    method: str,
    url: str,
    may_follow: MayFollow,
    *,
    limits: Limits = DEFAULT,
    headers: Mapping[str, str] | None = None,
    data: str | bytes | None = None,
    timeout: float | None = None,
) -> Answer:
    """Ask, at another address where the answer says so, with the same method, body and query.

    ``timeout`` is for connecting, and for each piece of the answer. Once this raised ``TooSlow`` the session may still
    be in use: do not ask with it again.

    Raises:
        TooLarge, TooSlow: the answer is beyond its limits.
        Redirected: to where it may not be followed, or too often.
        requests.RequestException: no answer.
    """
    end = monotonic() + limits.seconds

    def once(at: str) -> Answer:
        accepting = {**(headers or {}), "Accept-Encoding": "gzip"}
        with session.request(
            method, at, headers=accepting, data=data, timeout=timeout, allow_redirects=False, stream=True
        ) as answer:
            return _whole(answer, limits, end)

    return _within(limits.seconds, lambda: _followed(once, url, may_follow))


def same_origin(one: str, other: str) -> bool:
    """Whether two addresses have the same scheme, host and port."""
    return _origin(urlsplit(one)) == _origin(urlsplit(other))


def _origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port or _DEFAULT_PORTS.get(url.scheme)


def _followed(once: Callable[[str], Answer], url: str, may_follow: MayFollow) -> Answer:
    for _ in range(_REDIRECTS):
        answer = once(url)
        place = answer.headers.get("location")
        if answer.status not in _REDIRECTED or not place:
            return answer
        url = _target(url, place, may_follow)
    raise Redirected(f"sends from one address to the next, {_REDIRECTS} times")


def _target(url: str, place: str, may_follow: MayFollow) -> str:
    """The address to ask instead, with the query of the first where it has none. Raises Redirected."""
    try:
        target = urlsplit(urljoin(url, place))
        allowed = may_follow(url, target.geturl())
    except ValueError:  # no address at all
        allowed = False
    if not allowed:
        raise Redirected(f"sends to another address: {place[:200]}")
    host = urlsplit(url).netloc if same_origin(url, target.geturl()) else target.netloc.rpartition("@")[2]
    return target._replace(netloc=host, query=target.query or urlsplit(url).query, fragment="").geturl()


def _whole(answer: requests.Response, limits: Limits, end: float) -> Answer:
    pieces: list[bytes] = []
    size = 0
    headers = {name.lower(): value for name, value in answer.headers.items()}
    for piece in _unpacked(_sent(answer, limits, end), headers.get("content-encoding", "")):
        size += len(piece)
        if size > limits.size:
            raise TooLarge(f"is larger than {limits.size // 2**20} MB")
        pieces.append(piece)
    return Answer(answer.status_code, headers, b"".join(pieces).decode(errors="replace"))


def _sent(answer: requests.Response, limits: Limits, end: float) -> Iterator[bytes]:
    """The body as it is sent, in pieces as they come."""
    size = 0
    while piece := _piece(answer):
        size += len(piece)
        if size > limits.size:
            raise TooLarge(f"is larger than {limits.size // 2**20} MB")
        if monotonic() > end:
            raise _slow(limits.seconds)
        yield piece


def _piece(answer: requests.Response) -> bytes:
    try:
        return bytes(answer.raw.read1(_PIECE, decode_content=False))
    except HTTPError as error:
        raise requests.exceptions.ChunkedEncodingError(str(error)) from error


def _unpacked(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The same without gzip, never more than a little at once. Raises ContentDecodingError where it is broken."""
    if encoding.strip().lower() in {"", "identity"}:
        yield from pieces
        return
    if encoding.strip().lower() not in {"gzip", "x-gzip"}:
        raise requests.exceptions.ContentDecodingError("the answer is packed in a way that was not asked for")
    try:
        yield from _inflated(pieces)
    except zlib.error as error:
        raise requests.exceptions.ContentDecodingError(str(error)) from error


def _inflated(sent: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    packed = None
    for packed in sent:
        rest = packed
        while unpacked := unpacker.decompress(rest, _PIECE):
            yield unpacked
            rest = unpacker.unconsumed_tail
    if packed and not unpacker.eof:
        raise requests.exceptions.ChunkedEncodingError("the answer was cut off")


def _slow(seconds: float) -> TooSlow:
    return TooSlow(f"takes longer than {seconds:.0f} s")


def _within(seconds: float, work: Callable[[], T]) -> T:
    """What work gives, unless it takes too long: a header that drips holds up whoever reads it."""
    outcome: SimpleQueue[tuple[bool, object]] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put((True, work()))
        except BaseException as error:  # noqa: BLE001 - it is raised where somebody waits
            outcome.put((False, error))

    Thread(target=run, daemon=True).start()
    try:
        good, result = outcome.get(timeout=seconds)
    except Empty:
        raise _slow(seconds) from None
    if not good:
        raise result  # type: ignore[misc]
    return result  # type: ignore[return-value]
