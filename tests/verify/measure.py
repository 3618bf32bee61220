"""How strict the verifier is: `python -m tests.verify.measure [design|held_out] [--show]`.

Prints, of the changed sentences, how many are caught (struck), and of the supported ones how many are struck, marked
and kept; `--show` lists what went wrong.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from rag.types import Verdict
from rag.verify import check
from tests.verify.pairs import CHANGED, HALVES, SUPPORTED, Pair, read_pairs


@dataclass
class Measured:
    """Verdicts by kind of sentence, and the pairs that went wrong with what was said of them."""

    verdicts: dict[str, Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: list[tuple[Pair, str]] = field(default_factory=list)

    def share(self, kinds: tuple[str, ...], *verdicts: Verdict) -> float:
        """Return the share, 0..1, of the sentences of these kinds that got one of these verdicts."""
        counts = sum((self.verdicts[kind] for kind in kinds), Counter[Verdict]())
        return sum(counts[verdict] for verdict in verdicts) / counts.total()


def measure(half: str) -> Measured:
    """Return what the verifier makes of one half of the pairs."""
    found = Measured()
    for pair in read_pairs(half):
        checked = check(pair.sentence, pair.citations)
        found.verdicts[pair.kind][checked.verdict] += 1
        if pair.supported is (checked.verdict is Verdict.STRUCK):
            found.wrong.append((pair, checked.why))
    return found


def report(half: str, found: Measured) -> str:
    """Return the figures of one half as lines of text."""
    lines = [f"{half}: changed sentences caught {found.share(CHANGED, Verdict.STRUCK):.1%}"]
    for kind in CHANGED:
        lines.append(f"  {kind:10} {found.verdicts[kind][Verdict.STRUCK]:3} of {found.verdicts[kind].total()}")
    lines.append(f"{half}: supported sentences struck {found.share(SUPPORTED, Verdict.STRUCK):.1%}")
    for kind in SUPPORTED:
        verdicts = ", ".join(f"{found.share((kind,), verdict):.0%} {verdict}" for verdict in Verdict)
        lines.append(f"  {kind:10} {verdicts} of {found.verdicts[kind].total()}")
    return "\n".join(lines)


if __name__ == "__main__":
    for half in [word for word in sys.argv[1:] if word in HALVES] or HALVES:
        found = measure(half)
        print(report(half, found))
        if "--show" in sys.argv:
            for pair, why in found.wrong:
                print(f"  {pair.kind}: {pair.sentence}\n      {why}")
