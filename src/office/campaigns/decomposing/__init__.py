"""Decomposition: versions of how a target is shared out.

actions   a version is worked out and kept; rows are only ever added
queries   which versions there are, and how two of them differ
"""
