-- Which activities have different ends where they are listed more than once?
-- One row per distinct activity with different ends.
-- Severity: contradiction

-- Found are the ends as written, in document order; expected is that of the first listing with an
-- end. The row points at the first listing with another end. A listing without end contradicts
-- nothing.
with listed as (
    select
        activity_id,
        distinct_activity_id,
        document_id,
        goal_id,
        title,
        sort_order,
        place_section,
        place_page,
        place_row,
        due_date,
        coalesce(due_text, due_date::text) as due_text,
        first_value(due_date) over listing as first_due_date,
        first_value(coalesce(due_text, due_date::text)) over listing as first_due_text
    from activity
    where due_date is not null
    window listing as (partition by distinct_activity_id order by sort_order, activity_id)
),

-- Each end once, by its first listing.
numbered_end as (
    select
        distinct_activity_id,
        due_text,
        sort_order,
        row_number() over (
            partition by distinct_activity_id, due_date
            order by sort_order, activity_id
        ) as listing_number
    from listed
),

written as (
    select
        distinct_activity_id,
        string_agg(due_text, ' / ' order by sort_order) as due_texts
    from numbered_end
    where listing_number = 1
    group by distinct_activity_id
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
        first_due_text,
        row_number() over (
            partition by distinct_activity_id
            order by sort_order, activity_id
        ) as difference_number
    from listed
    where due_date <> first_due_date
)

select
    differing.document_id,
    differing.activity_id,
    differing.goal_id,
    differing.title as subject_text,
    written.due_texts as found_text,
    differing.first_due_text as expected_text,
    differing.place_section,
    differing.place_page,
    differing.place_row
from differing
inner join written on differing.distinct_activity_id = written.distinct_activity_id
where differing.difference_number = 1
order by differing.document_id, differing.place_row, differing.activity_id
