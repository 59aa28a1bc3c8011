-- Which totals that a document states differ from what it lists?
-- One row per stated total that the document also lists and that the count does not agree with.
-- Severity: contradiction

-- Found is the count, expected what is stated.
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
where is_listed and not agrees
order by document_id, place_row, stated_total_id
