"""Characters as files of laid-out pages hold them, back to the ones that were meant."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Printers of PDF name a character by the radical that looks like it: 开⻔红 for 开门红. Of these
# Unicode itself does not say what they stand for.
RADICALS = dict(
    zip(
        "⺁⺇⺌⺍⺗⺙⺝⺟⺠⺢⺩⺪⺬⺮⺶⺸⻁⻄⻅⻆⻉⻋⻌⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂几小小心攵月母民水王疋示竹羊羊虎西见角贝车辶长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)


@lru_cache(maxsize=4096)
def meant(sign: str) -> str:
    """Give the usual character for a radical or a compatibility form, any other as it is.

    >>> meant("⻔"), meant("⼯"), meant("门"), meant("％")
    ('门', '工', '门', '％')
    """
    if sign in RADICALS:
        return RADICALS[sign]
    if "\u2e80" <= sign <= "\u2fdf" or "\uf900" <= sign <= "\ufaff":
        return unicodedata.normalize("NFKC", sign)
    return sign
