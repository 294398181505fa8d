"""Forecasts (预测): series in, forecasts out; the one part of analysis that counts with numpy.

series      what goes in: a run of figures with its rhythm, gaps left open
gather      facts → series, one for each subject, indicator, measure and 口径
run         the one entry: series → forecasts, many at once
answer      what comes out: points with their 80% interval, the trace, the backtest
chosen      which simple models serve which kind of series
models      the simple models, each for every past moment at once
cumulated   the models of a cumulative growth, which knows how many months are in already
festival    how much of the Spring Festival falls into a period, and what that is worth
bridge      a slower series from a faster one whose month is known already
blend       one forecast out of many, each weighed by how far off it has been
band        the interval, from the errors that the blend itself has made
ending      the figure at the end of a quarter or year, its growth, and the chance of a target

`run` and what it calls import numpy: import them inside the function that needs a forecast.
"""
