-- Which moved ends does a document tell of in a comment without marking the activity as deferred?
-- One row per activity as listed, at the last occasion that tells of it.
-- Severity: hint

-- Found is the new end as told (or the kind of deferral where no end is told), expected the end
-- that stands in the activity's own row.
with numbered_deferral as (
    select
        activity_id,
        kind,
        to_text,
        to_date,
        row_number() over (partition by activity_id order by occasion_number desc) as recency
    from deferral
    where
        not is_marked
        and activity_id not in (
            select marked.activity_id
            from deferral as marked
            where marked.is_marked
        )
)

select
    activity.document_id,
    activity.activity_id,
    activity.goal_id,
    activity.title as subject_text,
    coalesce(numbered_deferral.to_text, numbered_deferral.to_date::text, numbered_deferral.kind)
        as found_text,
    coalesce(activity.due_text, activity.due_date::text, '') as expected_text,
    activity.place_section,
    activity.place_page,
    activity.place_row
from numbered_deferral
inner join activity on numbered_deferral.activity_id = activity.activity_id
where numbered_deferral.recency = 1
order by activity.document_id, activity.place_row, activity.activity_id
