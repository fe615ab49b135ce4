"""What every run decided, kept in SQL: by run, by lot, and by what people did with it."""

from operations.history.acts import record_act_once
from operations.history.recall import recall
from operations.history.record import record_allocation, record_plan
from operations.history.store import history_beside

__all__ = ["history_beside", "recall", "record_act_once", "record_allocation", "record_plan"]
