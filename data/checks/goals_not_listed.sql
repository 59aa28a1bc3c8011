-- Which documents state more goals than they name?
-- One row per stated number of goals that the document does not list in full.
-- Severity: gap
select
    document_id,
    null::text as activity_id,
    goal_id,
    measure as subject_text,
    counted_value::bigint::text as found_text,
    value::bigint::text as expected_text,
    place_section,
    place_page,
    place_row
from stated_total_counted
where measure = 'goals' and not is_listed and value > counted_value
order by document_id, place_row, stated_total_id
