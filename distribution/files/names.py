"""Names of the files of a plan and of a night: for those who only look whether one is there."""

PLAN_FILE = "plan.json"
ALLOCATION_FILE = "allocation.json"
