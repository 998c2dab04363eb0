"""Command line: ``python -m standin --world DIR --port 0 --port-file F``."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from pathlib import Path

from standin.faults import FaultError, make_fault, parse_fault
from standin.hub import Standin
from standin.options import Options
from standin.server import StandinServer, repositories_of, world_path
from standin.world import WorldError, load_world


def _rename(text: str) -> tuple[str, str]:
    old, sign, new = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError("OLD=NEW is wanted")
    return old, new


def parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(prog="python -m standin", description="A strict local stand-in for the GitHub API.")
    d = Options()
    p.add_argument("--world", required=True, help="world directory, or sample-world")
    p.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 picks a free one")
    p.add_argument("--port-file", help="file that gets the port once the server listens")
    p.add_argument("--log", help="file that gets the access log as JSON lines")
    p.add_argument("--token", action="append", default=[], help="a valid token (repeatable; default: nearly any)")
    p.add_argument("--viewer", help="login of the tokens' owner (default: the world's)")
    p.add_argument("--scopes", default=",".join(d.scopes), help="the token's scopes, comma-separated")
    for name in (
        "core-limit", "search-limit", "graphql-limit", "max-concurrent", "rest-points-per-minute",
        "graphql-points-per-minute", "secondary-retry-after", "tree-limit",
    ):  # fmt: skip
        p.add_argument(f"--{name}", type=int, default=getattr(d, name.replace("-", "_")))
    p.add_argument("--no-secondary-limits", dest="secondary_limits", action="store_false")
    p.add_argument("--no-search-length-limit", dest="limit_search_length", action="store_false")
    p.add_argument("--allow-search-without-kind", dest="require_search_kind", action="store_false")
    p.add_argument(
        "--advanced-search-default", action="store_true", help="REST issue searches are advanced unless told"
    )
    p.add_argument("--resource-limit-nodes", type=int, help="GraphQL: RESOURCE_LIMITS_EXCEEDED past this many nodes")
    p.add_argument("--timeout-nodes", type=int, help="GraphQL: 502 past this many nodes")
    p.add_argument("--timeout-body", choices=("html", "json"), default=d.timeout_body)
    p.add_argument("--latency-ms", type=float, default=d.latency_ms, help="base latency of each request")
    p.add_argument("--node-ms", type=float, default=d.node_ms, help="latency for each node in an answer")
    p.add_argument("--published-latency", action="store_true", help="take as long as GitHub does, by published figures")
    p.add_argument(
        "--slept", type=float, default=d.slept, help="how much of simulated latency is really slept (0: none)"
    )
    p.add_argument("--timeout-seconds", type=float, default=d.timeout_seconds, help="502 past this simulated latency")
    p.add_argument("--token-expires", help="when tokens expire, such as '2027-01-31 00:00:00 UTC'")
    p.add_argument("--api-version", action="append", default=[], help="a version of the REST API (repeatable)")
    p.add_argument("--deprecated", action="append", default=[], type=_rename, metavar="TYPE.FIELD=REASON")
    p.add_argument("--dropped", action="append", default=[], metavar="TYPE.FIELD", help="what the schema has no more")
    p.add_argument("--clock-skew", type=float, default=d.clock_skew, help="seconds that the server's clock is ahead")
    p.add_argument(
        "--count-minus", action="store_true", help="a minus in a search counts for one of its five operators"
    )
    p.add_argument(
        "--over-operators", choices=("error", "zero"), default=d.over_operators, help="GraphQL, past five operators"
    )
    p.add_argument("--forbidden-org", action="append", default=[], help="an organisation whose members are hidden")
    p.add_argument("--read-only-token", action="store_true", help="the token may not write comments")
    p.add_argument("--locked", action="append", default=[], metavar="OWNER/REPO#N", help="an issue that is locked")
    p.add_argument("--private", action="append", default=[], metavar="OWNER/REPO", help="a private repository")
    p.add_argument("--without-issues", action="append", default=[], help="a repository whose issues are turned off")
    p.add_argument(
        "--rename", action="append", default=[], type=_rename, metavar="OLD=NEW", help="a renamed login or owner/name"
    )
    p.add_argument("--git-root", help="folder of <owner>/<name>.git and <owner>/<name>.bundle that git may clone")
    p.add_argument("--git", action="store_true", help="without --git-root: make such a folder of the world's commits")
    p.add_argument(
        "--fault", action="append", default=[], metavar="kind=K,…",
        help="a fault, such as kind=http_error,status=502,every=5 (also: STANDIN_FAULTS, a JSON list)",
    )  # fmt: skip
    return p


def main(argv: list[str] | None = None) -> int:
    args = parser().parse_args(argv)
    try:
        faults = [parse_fault(f) for f in args.fault] + json.loads(os.environ.get("STANDIN_FAULTS") or "[]")
        for fault in faults:
            make_fault(fault)
    except (FaultError, ValueError) as error:
        print(f"standin: {error}", file=sys.stderr)
        return 2
    names = (
        "core_limit", "search_limit", "graphql_limit", "max_concurrent", "rest_points_per_minute",
        "graphql_points_per_minute", "secondary_retry_after", "tree_limit", "secondary_limits",
        "limit_search_length", "require_search_kind", "resource_limit_nodes", "timeout_nodes", "timeout_body",
        "latency_ms", "node_ms", "published_latency", "slept", "log", "viewer", "advanced_search_default", "timeout_seconds",
        "clock_skew", "token_expires", "count_minus", "over_operators", "git_root", "read_only_token",
    )  # fmt: skip
    options = Options(
        tokens=tuple(args.token),
        scopes=tuple(s.strip() for s in args.scopes.split(",") if s.strip()),
        forbidden_orgs=tuple(args.forbidden_org),
        locked=tuple(args.locked),
        private=tuple(args.private),
        without_issues=tuple(args.without_issues),
        renames=dict(args.rename),
        api_versions=tuple(args.api_version) or Options.api_versions,
        deprecated=dict(args.deprecated),
        dropped=tuple(args.dropped),
        faults=faults,
        **{name: getattr(args, name) for name in names},
    )
    started = time.perf_counter()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        world = load_world(world_path(args.world))
        if args.git and not options.git_root:
            options.git_root = repositories_of(world)
        server = StandinServer(Standin(world, options), args.port)
    except WorldError as error:
        print(f"standin: {error}", file=sys.stderr)
        return 2
    return _serve(server, args.port_file, started)


def _serve(server: StandinServer, port_file: str | None, started: float) -> int:
    took = time.perf_counter() - started
    print(
        f"{server.base_url} serves {server.standin.world.counts['pulls']} pull requests after {took:.1f} s",
        file=sys.stderr,
        flush=True,
    )
    if port_file:
        partial = Path(f"{port_file}.part")
        partial.write_text(f"{server.server_address[1]}\n", "utf-8")
        partial.replace(port_file)
    try:
        server.serve_forever(poll_interval=0.2)
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
