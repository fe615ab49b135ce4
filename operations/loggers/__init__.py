"""Readings of temperature loggers: excursions, predicted against measured, refits."""
