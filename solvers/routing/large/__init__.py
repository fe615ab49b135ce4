"""Thousands of stops in parts."""
