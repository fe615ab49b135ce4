"""Routing engines measured on instances of the public libraries: ``python -m benchmarks.routing``."""
