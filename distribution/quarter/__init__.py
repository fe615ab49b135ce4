"""The nightly quarter: its periods and need, the answer by lot, and its checks."""
