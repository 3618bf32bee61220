"""Measures what it costs to use: `python -m eval.costs` (time and peak memory, median of 5 runs).

Indexing corpus/ into a fresh folder, indexing it again with nothing changed, a cold `dateline ask`, and a warm
question in a process that stays open. Peak memory is the largest resident set of the process, as the kernel
counts it (`ru_maxrss`, what `/usr/bin/time -v` shows).
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rag import Config, open_chain

ROOT = Path(__file__).parent.parent
RUNS = 5
QUESTIONS = (
    "how many troops remain",
    "Who chairs the House Armed Services Committee?",
    "When did the last convoy leave Iraq?",
    "How many seats did Labour win in 2024?",
    "How many people did the earthquake in Morocco kill?",
    "What does the mayor of Oslo earn?",
)


def run(words: Sequence[str]) -> tuple[float, float]:
    """Run `dateline` with these words; return seconds and peak megabytes."""
    begun = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "rag.cli", *words], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"dateline {' '.join(words)} failed with exit code {process.returncode}")
    # Linux counts kilobytes, macOS bytes.
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return time.monotonic() - begun, usage.ru_maxrss / scale


def warm(index: Path) -> float:
    """Return the median milliseconds of a question in an open process, after one round to warm up."""
    chain = open_chain(Config(index=index))
    spent = []
    for round_ in range(RUNS + 1):
        for question in QUESTIONS:
            begun = time.perf_counter()
            chain.ask(question)
            if round_:
                spent.append(1000 * (time.perf_counter() - begun))
    return statistics.median(spent)


def main() -> None:
    """Measure and print one JSON object."""
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        fresh = [run(["index", "corpus", "--index", f"{folder}/{n}"]) for n in range(RUNS)]
        again = [run(["index", "corpus", "--index", f"{folder}/0"]) for _ in range(RUNS)]
        asked = [run(["ask", QUESTIONS[0], "--index", f"{folder}/0"]) for _ in range(RUNS)]
        for name, runs in (("index", fresh), ("index_again", again), ("cold_ask", asked)):
            figures[name] = {
                "seconds": round(statistics.median(seconds for seconds, _ in runs), 2),
                "peak_mb": round(statistics.median(peak for _, peak in runs)),
            }
        figures["warm_question"] = {"milliseconds": round(warm(Path(folder) / "0"), 1)}
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(json.dumps({"machine": machine, **figures}, indent=2))


if __name__ == "__main__":
    main()
