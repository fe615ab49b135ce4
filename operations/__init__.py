"""The people's jobs: plan a week, check, release, draw, print."""
