-- Which activities have different committees where they are listed more than once?
-- One row per listing with other committees than the first listing of the same activity.
-- Severity: hint

-- A listing that names no committee contradicts nothing.
with listed as (
    select
        activity.activity_id,
        activity.distinct_activity_id,
        activity.document_id,
        activity.goal_id,
        activity.title,
        activity.sort_order,
        activity.place_section,
        activity.place_page,
        activity.place_row,
        string_agg(committee.committee_code, ', ' order by committee.committee_code) as committees
    from activity
    inner join activity_committee on activity.activity_id = activity_committee.activity_id
    inner join committee on activity_committee.committee_id = committee.committee_id
    group by
        activity.activity_id,
        activity.distinct_activity_id,
        activity.document_id,
        activity.goal_id,
        activity.title,
        activity.sort_order,
        activity.place_section,
        activity.place_page,
        activity.place_row
),

compared as (
    select
        activity_id,
        document_id,
        goal_id,
        title,
        place_section,
        place_page,
        place_row,
        committees,
        first_value(committees) over (
            partition by distinct_activity_id
            order by sort_order, activity_id
        ) as first_committees
    from listed
)

select
    document_id,
    activity_id,
    goal_id,
    title as subject_text,
    committees as found_text,
    first_committees as expected_text,
    place_section,
    place_page,
    place_row
from compared
where committees <> first_committees
order by document_id, place_row, activity_id
