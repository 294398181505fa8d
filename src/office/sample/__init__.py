"""The demonstration: plan and returns of a city that does not exist; all of it says 演示数据."""
