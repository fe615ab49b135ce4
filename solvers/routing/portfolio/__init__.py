"""Searches side by side in processes of their own."""
