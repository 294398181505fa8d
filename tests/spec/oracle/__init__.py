"""The rules once more, as plainly as Python can say them: lists of rows, exact fractions, loops.

Nothing here calls the formulas or an engine. It is slow, and it is what a rule means. A module here
is the oracle of the module of the same name in `kaimenhong.analysis`, and so are its functions.
"""
