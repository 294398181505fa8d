"""Forecasts (预测): series in, forecasts out; the one part of analysis that counts with numpy.

series      what goes in: a run of figures with its rhythm, gaps left open
gather      facts → series, one for each subject, indicator, measure and 口径
companions  which indicators are known sooner than which (data/faster.csv)
in_step     a faster series put into the rhythm and measure of a slower one
run         the one entry: series → forecasts, many at once
answer      what comes out: points with their 80% interval, the trace, the backtest
outlook     from facts to what is ahead: gathers, forecasts, adds up, holds against targets
report      an outlook as a table, JSON or CSV
ending      the figure at the end of a quarter or year, its growth, and the chance of a target
batch       series that are counted together, as one table of floats
chosen      which simple models serve which kind of series
models      the simple models, each for every past moment at once
cumulated   the models of a cumulative growth, which knows how many months are in already
informed    a model that is told of what is known ahead: by `festival` the calendar, by `bridge` a
            faster series
blend       one forecast out of many, each weighed by how far off it has been
band        the interval, from the errors that the blend itself has made
telling     the arrays of a batch turned into answers

`run`, `outlook` and what they call import numpy: import them in the function that needs a forecast.
"""
