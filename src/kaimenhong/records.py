"""Records: values that nobody changes once they are made, and that are made by the thousand.

A frozen dataclass sets each of its fields through `object.__setattr__`, which is most of what it
costs to make one; reading a document makes some forty for each figure. A record is frozen for the
type checker, which sees `dataclass` itself; at run time it is a plain one that can be hashed.
`replace` is `dataclasses.replace` for records, in half of its time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
    from dataclasses import replace
else:
    from dataclasses import dataclass

    def record(*, frozen: bool, slots: bool):
        """Make a dataclass whose hash is that of its fields, as that of a frozen one is."""
        return dataclass(slots=slots, unsafe_hash=frozen)

    def replace(one, /, **changes):
        """Give a record like this one but for these fields."""
        made = object.__new__(type(one))
        for name in one.__slots__:
            setattr(made, name, changes.get(name, getattr(one, name)))
        return made


__all__ = ["record", "replace"]
