"""Is the answer allowed?  One check per rule over a finished plan, written without any solver."""

from distribution.feasibility.judge import RULES, check, problems
from distribution.feasibility.verdict import RuleVerdict, Violation

__all__ = ["RULES", "RuleVerdict", "Violation", "check", "problems"]
