"""`python -m bench NAME` runs bench/quality/NAME or bench/speed/NAME; 1 is a missed goal.

A bench is one module with a function `run`, or a package whose module `run` has it.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from bench.result import Result

HERE = Path(__file__).parent


def benches() -> dict[str, str]:
    """Give each bench's name and the module whose `run` runs it."""
    modules = [p.with_suffix("") for f in ("quality", "speed") for p in HERE.glob(f"{f}/[a-z]*.py")]
    packages = [p.with_suffix("") for f in ("quality", "speed") for p in HERE.glob(f"{f}/*/run.py")]
    named = {path.name: path for path in modules} | {path.parent.name: path for path in packages}
    return {
        name: ".".join(path.relative_to(HERE.parent).parts) for name, path in sorted(named.items())
    }


def main(name: str) -> int:
    found = benches()
    if name not in found:
        print(f"没有名为“{name}”的评测；现有：{'、'.join(found)}", file=sys.stderr)
        return 2
    result: Result = importlib.import_module(found[name]).run()
    print(result.line())
    return 0 if result.met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
