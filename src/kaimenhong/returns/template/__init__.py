"""The Excel template of a return, there and back: `writing` makes it, `reading` finds the answers.

layout   what stands where: heads, number, codes of the lines
"""
