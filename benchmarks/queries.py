"""How fast is each question? Median milliseconds to ask the database, and to have it again from memory.

    python -m benchmarks.queries [--rounds 20]

Needs a built database. A question that must be told a document, an activity or the like is asked about the one with the
most activities.
"""

import argparse
import statistics
import time
from collections.abc import Callable

from benchmarks.machine import describe_machine
from malkollen import frame
from malkollen.questions import Question
from malkollen.store import Value, ask, questions


def example_parameters() -> dict[str, Value]:
    """Return a value for every parameter that some question must be told."""
    documents = ask("documents").to_pylist()
    document = max(documents, key=lambda row: row["activity_count"])
    activities = ask("activities", document_ids=document["document_id"]).to_pylist()
    goals = ask("goals", document_id=document["document_id"]).to_pylist()
    return {
        "document_id": document["document_id"],
        "document_ids": ",".join(row["document_id"] for row in documents),
        "activity_id": activities[0]["activity_id"],
        "goal_id": goals[0]["goal_id"],
        "municipality_code": document["municipality_code"],
        "search_text": "elev",
        "occasion_number": 1,
    }


def parameters_of(question: Question, examples: dict[str, Value]) -> dict[str, Value]:
    """Return what a question must be told; raises KeyError where no example is given."""
    return {
        parameter.name: examples[parameter.name]
        for parameter in question.parameters
        if not parameter.is_optional
    }


def milliseconds(act: Callable[[], object]) -> float:
    """Time one call."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    examples = example_parameters()
    asked = {name: parameters_of(question, examples) for name, question in questions().items()}
    fresh: dict[str, list[float]] = {name: [] for name in asked}
    cached: dict[str, list[float]] = {name: [] for name in asked}
    for name, parameters in asked.items():
        ask(name, **parameters)
        frame.asked(name, **parameters)
    # In turn, so that a busy moment of the machine does not fall on one question alone.
    for _ in range(rounds):
        for name, parameters in asked.items():
            fresh[name].append(milliseconds(lambda n=name, p=parameters: ask(n, **p)))  # type: ignore[misc]
            cached[name].append(milliseconds(lambda n=name, p=parameters: frame.asked(n, **p)))  # type: ignore[misc]
    print(f"{describe_machine()}; medians of {rounds} rounds")
    print()
    print("| question | rows | asked | from memory |")
    print("| --- | --- | --- | --- |")
    for name in sorted(asked, key=lambda one: -statistics.median(fresh[one])):
        row_count = ask(name, **asked[name]).num_rows
        print(
            f"| {name} | {row_count} | {statistics.median(fresh[name]):.1f} ms "
            f"| {statistics.median(cached[name]):.2f} ms |"
        )


if __name__ == "__main__":
    main()
