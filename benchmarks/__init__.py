"""Speeds side by side with what a user would pick instead, as ratios measured in one run on the same work."""
