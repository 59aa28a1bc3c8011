"""What belongs to the page and not to the text? Headers and footers that come again on page after page."""

import re
from collections import Counter
from collections.abc import Sequence

from malkollen.blocks import Block, Heading, Paragraph, Row, Table

# A bare number may be a cell of a table that stands line by line, so it is left.
_PAGE = re.compile(
    r"(?:sida?|sid\.?|s\.)\s*\d{1,3}\s*(?:\(\d{1,3}\)|av\s+\d{1,3}|/\s*\d{1,3})?|\d{1,3}\s*\(\d{1,3}\)",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:datum|dnr|diarienummer|diarienr|sida|version|utskrivet|reviderad|beslutad)?\s*:?\s*"
    r"(?:\d{4}-\d{2}-\d{2}|[A-ZÅÄÖ]{1,5}[- /]?\d[\d/.:-]+|\d+\s*\(\d+\))",
    re.IGNORECASE,
)
# The last cell of a page's header: its number, or that of all pages too.
_COUNTS = re.compile(
    r"(?:sida?\s*)?\d{1,3}\s*(?:\(\d{1,3}\)|/\s*\d{1,3}|av\s+\d{1,3})", re.IGNORECASE
)
_OFTEN = 3


def _key(text: str) -> str:
    return " ".join(text.split()).lower()


def without_furniture(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks without page numbers, and with what stands between tables again and again only once.

    A short text that stands three times or more directly before or after a table is a page's header or footer.
    """
    texts = [None if isinstance(block, Table) else _key(block.text) for block in blocks]
    near = Counter(
        text
        for index, text in enumerate(texts)
        if text is not None and len(text) < 80 and _is_beside_table(blocks, index)
    )
    often = {text for text, count in near.items() if count >= _OFTEN}
    kept: list[Block] = []
    seen: set[str] = set()
    blocks = _without_page_rows(blocks)
    texts = [None if isinstance(block, Table) else _key(block.text) for block in blocks]
    for one, text in zip(blocks, texts, strict=True):
        block = one
        if isinstance(one, Heading) and (
            _STAMP.fullmatch(one.text.strip()) or (text in often and not _is_label(one))
        ):
            # Only a date, a number of a page or of a file, or what every page repeats: no heading.
            block = Paragraph(line=one.line, spot=one.spot)
        if text is not None:
            if _PAGE.fullmatch(text) or (text in often and text in seen and not _is_label(block)):
                continue
            seen.add(text)
        kept.append(block)
    return tuple(kept)


def is_furniture(row: Row) -> bool:
    """Say whether a row is a page's header or footer set as cells: a page number beside a short text."""
    texts = [text.strip() for text in (cell.text for cell in row.cells) if text.strip()]
    return (
        0 < len(texts) < 4
        and any(_PAGE.fullmatch(text) for text in texts)
        and all(len(text) < 60 for text in texts)
    )


def _without_page_rows(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks without the rows that only count pages: short rows alike but for a number, again and again."""
    masks = Counter(
        _mask(row) for block in blocks if isinstance(block, Table) for row in block.rows
    )
    kept: list[Block] = []
    for block in blocks:
        if not isinstance(block, Table):
            kept.append(block)
            continue
        rows = tuple(row for row in block.rows if masks[_mask(row)] < _OFTEN or not _mask(row))
        if rows:
            kept.append(Table(rows=rows))
    return tuple(kept)


def _mask(row: Row) -> str:
    """Return a short row's texts with their numbers masked; empty for one that counts nothing or is longer."""
    texts = [_key(cell.text) for cell in row.cells if cell.text.strip()]
    last = texts[-1] if texts else ""
    if len(texts) > 4 or sum(map(len, texts)) > 120 or not _COUNTS.fullmatch(last):
        return ""
    return "|".join(re.sub(r"\d+", "0", text) for text in texts) if len(texts) > 1 else ""


def _is_label(block: Block) -> bool:
    """Say whether a block is a heading with a label of its own, such as "Mål: …", which may come again."""
    return isinstance(block, Heading) and ":" in block.text


def _is_beside_table(blocks: Sequence[Block], index: int) -> bool:
    """Say whether a block stands between pieces of tables with nothing longer between."""
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(blocks):
            block = blocks[place]
            if isinstance(block, Table):
                return True
            if isinstance(block, Paragraph | Heading) and len(block.text) >= 80:
                break
            place += step
            if abs(place - index) > 8:
                break
    return False
