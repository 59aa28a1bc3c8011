-- Which activities are carried over by one listing but not by another?
-- One row per listing whose carry-over year differs from that of the activity's first listing.
-- Severity: hint
with compared as (
    select
        activity_id,
        document_id,
        goal_id,
        title,
        place_section,
        place_page,
        place_row,
        coalesce(carried_over_from_year::text, '') as carry_over,
        first_value(coalesce(carried_over_from_year::text, '')) over (
            partition by distinct_activity_id
            order by sort_order, activity_id
        ) as first_carry_over
    from activity
)

select
    document_id,
    activity_id,
    goal_id,
    title as subject_text,
    carry_over as found_text,
    first_carry_over as expected_text,
    place_section,
    place_page,
    place_row
from compared
where carry_over <> first_carry_over
order by document_id, place_row, activity_id
