"""The words of the field: indicator, area, period, quantity, calendar; tables in data/."""
