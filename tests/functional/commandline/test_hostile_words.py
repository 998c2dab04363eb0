"""Words of a server that are made to act on the terminal of whoever reads them, or on the runner of a workflow."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from functional.running import NELL, TODAY

pytestmark = pytest.mark.usefixtures("history_read_once")

WORDS = "\x1b]0;PWNED\x07\x1b[2J\x9b2J\u202e no\r\nError: forged\n::add-mask::e\n##[set-output name=a]b"
ACTS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069]|^\s*::|##\[", re.MULTILINE)


@pytest.fixture
def hostile(monkeypatch) -> Iterator:
    """Serves one answer to everything, in a thread of its own."""
    monkeypatch.setattr("tracker.sources.github.api.retry.RetryPolicy.back_off", lambda *_: 0.0)
    servers = []

    def serving(status: int, body: object, **headers: str) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                data = json.dumps(body).encode()
                self.rfile.read(int(self.headers.get("content-length", 0)))
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST  # noqa: N815 - the name that http.server looks for

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield serving
    for server in servers:
        server.shutdown()
        server.server_close()


ANSWERS = {
    "refused": (401, {"message": WORDS}),
    "forbidden": (403, {"message": WORDS}),
    "missing": (404, {"message": WORDS}),
    "unfit": (422, {"message": WORDS, "errors": [{"message": WORDS}]}),
    "errors": (200, {"data": None, "errors": [{"message": WORDS, "type": WORDS}]}),
}


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("words", [(NELL, *TODAY, "-v"), ("request", "12"), ("publish", "--issue=a/b#1", "report.md")])
def test_a_terminal_gets_none_of_it(run, hostile, home, answer, words):
    (home / "report.md").write_text("<sub>Rules: x.</sub>")
    address = hostile(*ANSWERS[answer])
    program = "ladder" if words[0] in {"request", "publish"} else "check"
    ran = run(*words, "--api-url", f"{address}/api/v3", program=program, token="octo")
    assert ran.code == 4
    assert len(ran.err.splitlines()) <= 3, "no line of theirs"
    assert not ACTS.search(ran.err + ran.out)
    assert "forged" in ran.err or "PWNED" not in ran.err


def test_neither_does_who_uses_the_library(hostile, monkeypatch, tmp_path):
    from tracker import TokenError, check

    monkeypatch.setenv("GH_TOKEN", "octo")
    address = hostile(*ANSWERS["refused"])
    with pytest.raises(TokenError) as caught:
        check(NELL, api_url=f"{address}/api/v3", cache_dir=tmp_path)
    assert not ACTS.search(f"{caught.value}{caught.value.hint}{caught.value!s}")
