"""The pages that share a target out, keep versions of it and hold two versions side by side.

draft     what goes in: cells with what the ledger knows of them, and what a person typed over it
results   what comes out, as printed
views     pages
"""
