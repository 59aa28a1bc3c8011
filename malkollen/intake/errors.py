"""What can stop a document on its way in?"""

from malkollen.problems import Problem


class IntakeError(Exception):
    """A file could not be read, or a document not be published; `problems` holds every reason.

    `malkollen.words.intake.problem` says each in Swedish. Nothing has changed.
    """

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems."""
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))
