-- What changed since the occasion before?
-- One row per activity and occasion, from the second occasion on.
-- $document_id (text, optional): the document; left out means every document
-- $occasion_number (integer, optional): only changes up to this occasion from the one before
-- $is_changed (boolean, optional): true for another status than before, false for the same

-- direction is forward towards completed, back away from it, none for the same status, reported
-- where the status was missing before, and not_reported where it is missing now.
with compared as (
    select
        reported.activity_id,
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
)

select
    compared.activity_id,
    activity_current.distinct_activity_id,
    activity_current.document_id,
    activity_current.municipality_code,
    activity_current.municipality,
    activity_current.goal_id,
    activity_current.goal_path,
    activity_current.title,
    activity_current.committees,
    compared.previous_occasion_number,
    compared.previous_label,
    compared.previous_status_text,
    compared.previous_status_code,
    compared.previous_status,
    compared.previous_family_code,
    compared.previous_family,
    compared.occasion_number,
    compared.label,
    compared.as_of_date,
    compared.status_text,
    compared.status_code,
    compared.status,
    compared.family_code,
    compared.family,
    compared.direction,
    compared.is_changed,
    activity_current.place_section,
    activity_current.place_page,
    activity_current.place_row
from compared
inner join activity_current on compared.activity_id = activity_current.activity_id
where
    ($document_id::text is null or activity_current.document_id = $document_id)
    and ($occasion_number::integer is null or compared.occasion_number = $occasion_number)
    and ($is_changed::boolean is null or compared.is_changed = $is_changed)
order by
    activity_current.municipality collate sv,
    activity_current.document_id,
    compared.occasion_number,
    activity_current.sort_order,
    compared.activity_id
