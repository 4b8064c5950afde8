"""Returned file in, Submission out: sniff, guard, read into one grid, understand."""
