"""Documents into statements, tasks and conflicts. `reader.read` is the way in.

Where an idea lives; words are in data/, each table with a head that explains it.

The document
  reader          the order in which everything is read
  head, dated, own_area      its title, number, issuer, kind; its date; the area it speaks for
  lines, outline, cleaned    broken lines joined; headings and paragraphs; words as they are meant
  backdrop        what holds for the whole document: its year, place, period and role

A sentence and its figures
  sentence, here  one sentence, figure by figure; where the reader stands in it
  figures, figure, unitless  what a figure is, its unit and its bounds; ranks, 同步 and 全部
  refusing, thresholds       figures that state nothing, and by which rule
  draft, emitting            what is held meanwhile; a figure and its subject become a statement

What shape the figure has, the first that fits (the order is in `sentence`)
  special         ranks, ratios, 全部
  compared        the base of a comparison: 比上年的8.95亿元
  plans           beside a plan: 完成目标的64.5%, 还差0.3亿元
  counted, sets   before what it counts: 42个项目集中开工
  trailing        before what it measures: 2.3亿元缺口
  topics          what a clause names before its figures come: 市场主体：, 从完成率看，
  named           after the name of its indicator; `repeated` where the name stood before;
                  further: what it goes on with; spoken: what a clause without figures names

Each field of a statement
  indicator       peeling (words off both edges), naming and shortened (completed), bare_nouns
                  (总投资 of what), counting (which set is counted), names (standard), misprinted
                  (one character taken for another); sharing: several names for one figure
  measure         measures
  comparator      emitting
  role            roles; overdue: by its time, what is over was reached
  area            whose; places resolves 全市 and 我县; leading: a place that a paragraph opens
                  with, or that a line above it names; gazetteer: the areas that one document
                  speaks of, in full and shortened
  period          timing; times finds the words of time, scope what holds from before; stocks
                  breakdowns: sentences that only part what was counted, 分行业看
  several names, areas or periods for one figure, 分别: dealing
  what is inherited and remembered: scope, inherited

Tables
  grid, columns, apart, aligning   titles, heads and body; what each column holds
  tables, figure_rows, cell_figures, task_rows, head_reasons   rows of figures, rows of tasks
  progress        what a row of a ledger says of its own targets: 分别完成28家、13家
  flattened, flat_cells, stacked   tables that a copy has turned into plain lines

Tasks: parties, with notes, lists

Contradictions, put together in `conflicts`
  differing       two figures for one thing
  bases           level, base and growth
  completions     what was reached, its target and the share that it is said to be
  distances       two rates and the points said to lie between them
  sums, breaths, portions    a whole and its parts; a part, its whole and its share
  identities, territories, within_year   by definition; city and counties; part and whole of a year
  spelling, lookalike        two spellings of a name
  printed         what a printed figure may truly be, so that rounding contradicts nothing

What comes out
  reasons, head_reasons, rules, explained   why each field is what it is, in words
  unread          figures that became no statement
  contract, report           JSON; pages and workbooks
  lexicon         how the tables of data/ are read
"""
