"""Plain instances, as public libraries pose them: engines, referee, and what engines cannot take."""
