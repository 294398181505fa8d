"""Blanks of a template filled from the facts, and those left open with the reason.

Where an idea lives:

  marks         which marks of a text are blanks (XX, ××, **, ___), and which are none of a figure
  cells         empty cells of tables, marked for the reading to see
  spots         a blank as the template says it: its unit and the words that lead to it
  whose         the area, tier and period that the words around a blank give it
  pieces        the fact whose name the words around a blank say in pieces
  moves         by how many places a rank moved
  gaps          what is missing to zero growth or to a target (缺口)
  binding       the one figure that is meant, several, or none with the reason
  showing       the text put in: digits of the place, and the verb that a sign turns
  blank         a blank with what became of it
  filler        all blanks of a document, in reading order
  contract      the JSON of the papers contract
  report        a table for people, and the list of sources
  copies        the filled copy: a .docx with comments, or a text

The reading says what each blank is about; checking and filling ask the facts the same questions.
"""
