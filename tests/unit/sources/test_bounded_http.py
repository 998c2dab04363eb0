"""Answers of every size and speed, from a server that sends what it is told."""

import gzip
import itertools
import socket
import threading
import time
import zlib

import pytest
import requests

from tracker.sources.bounded_http import NotRead, Redirected, Session, TooLarge, TooSlow, ask, same_origin
from tracker.sources.limits import Limits

SMALL = Limits(size=2**20, seconds=5)
BRIEF = Limits(seconds=0.4)
OK = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture
def serve():
    """Starts a server on this machine that answers each connection with the next of some pieces of bytes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        over = threading.Event()

        def run(answers):
            for pieces in answers:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    try:
                        for piece in pieces:
                            if over.is_set():
                                return
                            connection.sendall(piece)
                    except OSError:
                        pass

        def start(*answers):
            threading.Thread(target=run, args=(answers,), daemon=True).start()
            return f"http://127.0.0.1:{listening.getsockname()[1]}"

        yield start
        over.set()


def told(body, *headers):
    lines = b"".join(
        b"%s\r\n" % header for header in (*headers, b"Content-Length: %d" % len(body), b"Connection: close")
    )
    return [OK + lines + b"\r\n" + body]


def dripping(*beginning):
    """One byte after the other, without end."""
    yield from beginning
    for _ in itertools.count():
        time.sleep(0.02)
        yield b"x"


def read(url, limits=SMALL, may_follow=same_origin):
    with Session() as session:
        return ask(session, "GET", url, may_follow, limits=limits, timeout=5)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("size", [0, 1, 100_000, 2**20])
def test_an_answer_within_its_limits_is_read(serve, packed, size):
    body = b"x" * size
    url = serve(told(gzip.compress(body), b"Content-Encoding: gzip") if packed else told(body))
    assert read(url).text == "x" * size


def test_chunks_are_read(serve):
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (b"one ", b"two ", b"three")) + b"0\r\n\r\n"
    assert read(serve([OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunks])).text == "one two three"


def test_bytes_that_are_no_text_are_replaced(serve):
    assert (
        read(serve(told(b"caf\xc3\xa9 \xff", b"Content-Type: text/plain; charset=koi8-r"))).text == "caf\u00e9 \ufffd"
    )


def test_what_is_larger_than_its_limit_is_not_read(serve):
    with pytest.raises(TooLarge, match="larger than 1 MB"):
        read(serve(told(b"x" * (2**20 + 1))))


def test_what_has_no_end_is_not_read(serve):
    with pytest.raises(TooLarge):
        read(serve(itertools.chain([OK + b"\r\n"], itertools.repeat(b"x" * 65536))))


@pytest.mark.parametrize("size", [2**20 + 1, 2**27])
def test_what_is_larger_once_it_is_unpacked_is_not_read(serve, size):
    bomb = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    zeros = bytes(2**20)
    packed = b"".join(bomb.compress(zeros) for _ in range(size // 2**20)) + bomb.compress(b"x") + bomb.flush()
    started = time.perf_counter()
    with pytest.raises(TooLarge):
        read(serve(told(packed, b"Content-Encoding: gzip")))
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "body", [b"no gzip", gzip.compress(b"x" * 1000)[:-9], gzip.compress(b"")[:10], b"\x1f\x8b" + b"\xff" * 30]
)
def test_what_is_packed_wrong_is_no_answer(serve, body):
    with pytest.raises(requests.RequestException):
        read(serve(told(body, b"Content-Encoding: gzip")))


@pytest.mark.parametrize("encoding", [b"br", b"deflate", b"gzip, gzip"])
def test_what_is_packed_as_nobody_asked_is_no_answer(serve, encoding):
    with pytest.raises(requests.RequestException, match="packed"):
        read(serve(told(b"x", b"Content-Encoding: " + encoding)))


def test_a_body_that_ends_too_early_is_no_answer(serve):
    with pytest.raises(requests.RequestException):
        read(serve([OK + b"Content-Length: 100\r\n\r\nabc"]))


@pytest.mark.parametrize(
    "pieces",
    [
        [OK + b"\r\n"],
        [OK + b"Content-Length: 9999\r\n\r\n"],
        [OK + b"Transfer-Encoding: chunked\r\n\r\n"],
        [OK + b"Transfer-Encoding: chunked\r\n\r\n5;"],
        [OK + b"X-Long: "],
        [b"HTTP/1.1 "],
        [OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x")],
    ],
    ids=["body", "length", "chunk", "extension", "header", "status", "after the end"],
)
def test_what_comes_too_slowly_ends(serve, pieces):
    started = time.perf_counter()
    with pytest.raises((TooSlow, requests.RequestException)):
        read(serve(dripping(*pieces)), BRIEF)
    assert time.perf_counter() - started < 2


def test_a_redirection_is_followed_with_its_query(serve):
    moved = b"HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    assert read(serve([moved], told(b"here")) + "/old?recursive=1").text == "here"


def test_the_body_of_a_redirection_is_bounded_too(serve):
    moved = b"HTTP/1.1 301 Moved\r\nLocation: /new\r\n\r\n"
    with pytest.raises(TooLarge):
        read(serve(itertools.chain([moved], itertools.repeat(b"x" * 65536))))


@pytest.mark.parametrize("place", [b"http://127.0.0.1:1/", b"https://127.0.0.1/", b"//[", b"ftp://127.0.0.1/x"])
def test_a_redirection_elsewhere_is_not_followed(serve, place):
    moved = b"HTTP/1.1 301 Moved\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % place
    with pytest.raises(Redirected, match="to another address"):
        read(serve([moved]))


def test_redirections_of_which_there_is_no_end_are_not_followed(serve):
    moved = b"HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with pytest.raises(NotRead, match="5 times"):
        read(serve(*[[moved]] * 9))
