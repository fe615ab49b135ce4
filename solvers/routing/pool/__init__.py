"""The best week of all routes that searches have found."""
