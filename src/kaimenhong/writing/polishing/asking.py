"""What the model is told, and the words in its answer."""

from __future__ import annotations

import re

from kaimenhong.writing.polishing.locking import Locked

SYSTEM = (
    "你是机关公文的文字编辑。把给你的一段话改得通顺、简洁、庄重，不增加也不减少事实，不加评价。"
    "形如⟦1⟧的记号代表你看不到的数字和名称：每个原样保留、恰好出现一次，先后次序不变。"
    "除记号外不得写任何数字和数量。没有可改的就照原样回答。只回答改好的这一段话，不加说明。"
)
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)


def messages(locked: Locked) -> list[dict[str, str]]:
    """Give the messages of a chat completion; no figure is in them."""
    return [
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": locked.text},
    ]


def answered(content: str) -> str:
    """Give the paragraph in the answer, without what the model thought aloud.

    >>> answered("<think>好的</think>\\n⟦1⟧，增势较好。\\n")
    '⟦1⟧，增势较好。'
    """
    return _THOUGHT.sub("", content).strip()
