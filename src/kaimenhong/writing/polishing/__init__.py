"""Wording polished by a model that never sees a figure, and cannot change one.

- `passages`: which paragraphs of a document are worth it.
- `locking`: a paragraph with its figures and names as tokens.
- `asking`: what the model is told, and what it answered.
- `verifying`: whether an answer says the same, and if not, why it is refused.
- `copies`: the copy of the file with the wording that a person took.
"""
