-- What changed since the occasion before?
-- One row per activity and occasion, from the second occasion on.
-- $document_id (text, optional): the document; left out means every document
-- $occasion_number (integer, optional): only changes up to this occasion from the one before
-- $is_changed (boolean, optional): true for another status than before, false for the same

-- direction is forward towards completed, back away from it, none for the same status, reported
-- where the status was missing before, and not_reported where it is missing now. The counts are of
-- all activities of the document between the two occasions, whichever rows are asked for.
with compared as (
    select
        reported.activity_id,
        reported.document_id,
        previous.occasion_number as previous_occasion_number,
        previous.label as previous_label,
        previous.status_text as previous_status_text,
        previous.status_code as previous_status_code,
        previous.status as previous_status,
        previous.family_code as previous_family_code,
        previous.family as previous_family,
        reported.occasion_number,
        reported.label,
        reported.as_of_date,
        reported.status_text,
        reported.status_code,
        reported.status,
        reported.family_code,
        reported.family,
        case
            when reported.status_code = previous.status_code then 'none'
            when previous.status_code = 'not_reported' then 'reported'
            when reported.status_code = 'not_reported' then 'not_reported'
            when reported.status_sort_order < previous.status_sort_order then 'forward'
            else 'back'
        end as direction,
        reported.status_code <> previous.status_code as is_changed
    from activity_occasion as reported
    inner join activity_occasion as previous
        on
            reported.activity_id = previous.activity_id
            and reported.occasion_number = previous.occasion_number + 1
),

counted as (
    select
        *,
        count(*) filter (where is_changed) over occasion as changed_count,
        count(*) filter (where direction = 'forward') over occasion as forward_count,
        count(*) filter (where direction = 'back') over occasion as back_count
    from compared
    window occasion as (partition by document_id, occasion_number)
)

select
    counted.activity_id,
    activity_current.distinct_activity_id,
    activity_current.document_id,
    activity_current.municipality_code,
    activity_current.municipality,
    activity_current.goal_id,
    activity_current.goal_path,
    activity_current.title,
    activity_current.committees,
    counted.previous_occasion_number,
    counted.previous_label,
    counted.previous_status_text,
    counted.previous_status_code,
    counted.previous_status,
    counted.previous_family_code,
    counted.previous_family,
    counted.occasion_number,
    counted.label,
    counted.as_of_date,
    counted.status_text,
    counted.status_code,
    counted.status,
    counted.family_code,
    counted.family,
    counted.direction,
    counted.is_changed,
    counted.changed_count,
    counted.forward_count,
    counted.back_count,
    activity_current.place_section,
    activity_current.place_page,
    activity_current.place_row
from counted
inner join activity_current on counted.activity_id = activity_current.activity_id
where
    ($document_id::text is null or activity_current.document_id = $document_id)
    and ($occasion_number::integer is null or counted.occasion_number = $occasion_number)
    and ($is_changed::boolean is null or counted.is_changed = $is_changed)
order by
    activity_current.municipality collate sv,
    activity_current.document_id,
    counted.occasion_number,
    activity_current.sort_order,
    counted.activity_id
