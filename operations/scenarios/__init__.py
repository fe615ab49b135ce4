"""What-if copies of a question side by side, and what one more of something is worth."""
