-- Do the units' net costs add up to the frame that the document states?
-- One row per budget year of the document.
-- $document_id (text): the document

-- The frame is stated for the document's own year. A frame in millions agrees where the sum rounds
-- to it.
with unit_sum as (
    select
        year,
        count(*) as unit_count,
        sum(amount_tkr) as net_cost_tkr
    from budget_line
    where document_id = $document_id and line = 'net_cost'
    group by year
),

numbered_frame as (
    select
        year,
        value as stated_tkr,
        value_text,
        difference,
        agrees,
        place_section,
        place_page,
        place_row,
        -- A frame told twice is one frame.
        row_number() over (order by place_row, stated_total_id) as telling
    from stated_total_counted
    where document_id = $document_id and measure = 'net_cost_frame' and goal_id is null
)

select
    coalesce(unit_sum.year, numbered_frame.year) as year,
    coalesce(unit_sum.unit_count, 0) as unit_count,
    unit_sum.net_cost_tkr,
    numbered_frame.stated_tkr,
    numbered_frame.value_text,
    numbered_frame.difference,
    numbered_frame.agrees,
    numbered_frame.place_section,
    numbered_frame.place_page,
    numbered_frame.place_row
from unit_sum
full outer join numbered_frame on unit_sum.year = numbered_frame.year
where coalesce(numbered_frame.telling, 1) = 1
order by coalesce(unit_sum.year, numbered_frame.year)
