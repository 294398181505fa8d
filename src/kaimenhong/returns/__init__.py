"""Sheets into observations: the simple layout here, any in `sheets`; `intake` takes either.

`forms` says which figures offices are asked for, and when; `checks` what is odd about an answer;
`template` is the Excel file of a return.
"""
