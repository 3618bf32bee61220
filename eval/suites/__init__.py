"""The suites by name: each module's `run` asks the questions of one data set and returns its figures."""

from __future__ import annotations

from collections.abc import Callable

from eval.bench import Bench
from eval.result import Result
from eval.suites import article, clapnq, followups, multihop, own, pool, rgb, squad
from eval.suites.options import Options

SUITES: dict[str, Callable[[Options, Bench], Result]] = {
    "own": own.run,
    "squad": squad.run,
    "open": pool.run,
    "rgb": rgb.run,
    "article": article.run,
    "clapnq": clapnq.run,
    "multihop": multihop.run,
    "followups": followups.run,
}
