"""What does it mean? Blocks in, a reading out: goals, activities, statuses, dates, figures, doubts."""

from malkollen.understanding.document import understand

__all__ = ["understand"]
