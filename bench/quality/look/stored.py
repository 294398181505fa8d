"""The pictures that papers are compared with: small, grey, one cell for eight millimetres.

python -m bench.quality.look.stored     draw them anew, after a look at the pages themselves
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bench.quality.look.pages import picture
from kaimenhong.documents.convert import to_pdf
from kaimenhong.writing.papers.compose import compose
from kaimenhong.writing.papers.kinds import kinds
from tests.kaimenhong.writing.sample import dossier

FOLDER = Path(__file__).parents[3] / "tests" / "cases" / "look"
# Lines break elsewhere with other fonts, so pictures are compared where these are taken.
KNOWN_FONT = b"NotoSerifCJK"


def stored(code: str) -> NDArray[np.uint8]:
    """Give the picture of a kind; the kinds are those of `kinds.csv`."""
    with Image.open(FOLDER / f"{code}.png") as kept:
        return np.asarray(kept, dtype=np.uint8)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for code, kind in kinds().items():
        drawn = picture(to_pdf(compose(dossier(), kind)))
        Image.fromarray(drawn).save(FOLDER / f"{code}.png", optimize=True)


if __name__ == "__main__":
    main()
