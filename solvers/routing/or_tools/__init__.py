"""OR-Tools' routing model of a week's day routes."""
