-- Which activities are listed more than once under the very same goal?
-- One row per listing after the first under the same goal.
-- Severity: hint

-- Found is the number of listings under the goal so far.
with numbered as (
    select
        activity_id,
        document_id,
        goal_id,
        title,
        sort_order,
        place_section,
        place_page,
        place_row,
        row_number() over (
            partition by distinct_activity_id, goal_id
            order by sort_order, activity_id
        ) as listing_number
    from activity
)

select
    document_id,
    activity_id,
    goal_id,
    title as subject_text,
    listing_number::text as found_text,
    '1' as expected_text,
    place_section,
    place_page,
    place_row
from numbered
where listing_number > 1
order by document_id, sort_order, activity_id
