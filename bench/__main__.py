"""`python -m bench NAME` runs bench/quality/NAME.py or bench/speed/NAME.py; 1 is a missed goal."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from bench.result import Result

HERE = Path(__file__).parent


def main(name: str) -> int:
    found = [folder for folder in ("quality", "speed") if (HERE / folder / f"{name}.py").is_file()]
    if not found:
        names = sorted(p.stem for f in ("quality", "speed") for p in (HERE / f).glob("[a-z]*.py"))
        print(f"没有名为“{name}”的评测；现有：{'、'.join(names)}", file=sys.stderr)
        return 2
    result: Result = importlib.import_module(f"bench.{found[0]}.{name}").run()
    print(result.line())
    return 0 if result.met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
