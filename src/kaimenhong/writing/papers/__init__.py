"""The kinds of papers: one small module each, one layout for all.

kinds       which kinds there are, and what each may carry: `data/kinds.csv`
skeleton    the paragraphs of a kind with places to fill: `skeletons/*.txt`
pieces      what fills a place: pieces of text, from a request for a paper
compose     a request into the bytes of a .docx: fills, leaves out what is empty, numbers, writes
places      the table of all places, and the plain ones: area, day, issuer
standings   how targets stand: counts, sentences, problems, what is asked
lists       red and black lists, by the rules of `data/lists.csv`
notes       what is new since the last issue: figures, lights, tasks that are due
tracked     what is followed from day to day: rates of resumption
fields      field by field, as a report or a speech goes through them
meeting     who reports, in which order, and what is settled
blocks      tables and charts that stand in the text or in an annex
"""
