"""The command that writes a synthetic world."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from standin.synth.synth import generate


def main(argv: list[str] | None = None, clock: Callable[[], float] = time.perf_counter) -> int:
    p = argparse.ArgumentParser(prog="python -m standin.synth", description="Write a synthetic world.")
    p.add_argument("--out", required=True)
    p.add_argument("--users", type=int, default=1000)
    p.add_argument("--pulls", type=int, default=5000)
    p.add_argument("--reviews-per-pull", type=float, default=4)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--gzip", action="store_true")
    args = p.parse_args(argv)
    started = clock()
    generate(
        args.out,
        users=args.users,
        pulls=args.pulls,
        reviews_per_pull=args.reviews_per_pull,
        seed=args.seed,
        compress=args.gzip,
    )
    print(f"wrote {args.pulls} pull requests in {clock() - started:.1f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
