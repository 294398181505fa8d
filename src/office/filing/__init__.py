"""Returns from the first answer to acceptance: answers, states, and what enters the ledger.

queries      a person's returns, one return with its answers, who has not filed
lines        one line with its answer and what is known of its figure
sheet        one return as the page shows it, all lines with what is odd
checking     what is odd about the answers, each alone and beside what the ledger has
entered      the answers in the table of facts, as if they were accepted
handing      a return as the Excel file that its office fills in
uploading    that file, or a sheet of any layout, into the draft
actions      answers are written, a return is filed, sent back, accepted, reopened
acceptance   accepted answers into observations
burden       what the forms ask of offices, counted
reminding    who is told of what is due or late
"""
