"""Målkollen: what Swedish municipalities promised, and what they say became of it."""
