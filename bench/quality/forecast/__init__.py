"""How near and how fast series are forecast: ours and statsforecast, on national figures."""
