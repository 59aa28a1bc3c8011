-- Which activities have different statuses where they are listed more than once?
-- One row per distinct activity and occasion with different statuses.
-- Severity: contradiction

-- Found are the statuses as written, in document order; expected is that of the first listing. The
-- row points at the first listing with another status. Two words for one status do not differ.
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
        status_report.occasion_number,
        status_report.status_code,
        coalesce(status_report.status_text, status.status) as status_text,
        first_value(status_report.status_code) over listing as first_status_code,
        first_value(coalesce(status_report.status_text, status.status)) over listing
            as first_status_text
    from activity
    inner join status_report on activity.activity_id = status_report.activity_id
    inner join status on status_report.status_code = status.status_code
    window listing as (
        partition by activity.distinct_activity_id, status_report.occasion_number
        order by activity.sort_order, activity.activity_id
    )
),

-- Each status once, by its first listing.
numbered_status as (
    select
        distinct_activity_id,
        occasion_number,
        status_text,
        sort_order,
        row_number() over (
            partition by distinct_activity_id, occasion_number, status_code
            order by sort_order, activity_id
        ) as listing_number
    from listed
),

written as (
    select
        distinct_activity_id,
        occasion_number,
        string_agg(status_text, ' / ' order by sort_order) as status_texts
    from numbered_status
    where listing_number = 1
    group by distinct_activity_id, occasion_number
),

differing as (
    select
        activity_id,
        distinct_activity_id,
        document_id,
        goal_id,
        title,
        place_section,
        place_page,
        place_row,
        occasion_number,
        first_status_text,
        row_number() over (
            partition by distinct_activity_id, occasion_number
            order by sort_order, activity_id
        ) as difference_number
    from listed
    where status_code <> first_status_code
)

select
    differing.document_id,
    differing.activity_id,
    differing.goal_id,
    differing.title as subject_text,
    written.status_texts as found_text,
    differing.first_status_text as expected_text,
    differing.place_section,
    differing.place_page,
    differing.place_row
from differing
inner join written
    on
        differing.distinct_activity_id = written.distinct_activity_id
        and differing.occasion_number = written.occasion_number
where differing.difference_number = 1
order by
    differing.document_id,
    differing.occasion_number,
    differing.place_row,
    differing.activity_id
