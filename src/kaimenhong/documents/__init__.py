"""Files into blocks and cells, each with its Place. `open.open_document` is the way in.

Where an idea lives:

The kind of a file, told by its content
  open, signatures           first bytes; text and .html are told last
  kinds                      the suffixes that are taken, as forms and messages list them
  packages                   what is packed: .docx, .xlsx, .ods, .odt, .ofd
  old_office, convert        .doc, .wps, .rtf, .xls by their streams; LibreOffice makes .docx, .pdf

One file a kind
  text                       .txt, and how bytes are decoded
  word                       .docx, .docm; word_runs, word_styles, word_numbering, word_tables
  html, html_chrome          web pages; what stands around their text
  sheets, workbook           .xlsx, .xls, .ods; percent cells are in formats, errors and hidden
                             lines in marks; delimited reads .csv as well
  pdf, ofd                   characters and lines with their places
  layout, paragraphs, margins, ruled, paths, glyphs, pages   such pages into paragraphs and cells
  columns, struck            two columns one after the other; what is struck out is not read

What comes out
  document                   `Document`, its blocks, and the place of an offset

Bounds and refusals
  limits                     every number
  confined                   a process of its own for what may crash, hang or grow
  parts, packed, extent, markup   packed files and XML, opened within bounds
  secrecy                    marks of secrecy
  unreadable                 why a document, or a workbook, is refused as a whole
"""
