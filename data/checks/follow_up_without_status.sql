-- Which activities does a follow-up leave without a status?
-- One row per activity of a follow-up that has no status at the last occasion.
-- Severity: gap

-- Found is the document's own word, where it has one that says nothing of the status.
select
    activity_current.document_id,
    activity_current.activity_id,
    activity_current.goal_id,
    activity.title as subject_text,
    coalesce(activity_current.status_text, '') as found_text,
    occasion.label as expected_text,
    activity.place_section,
    activity.place_page,
    activity.place_row
from activity_current
inner join activity on activity_current.activity_id = activity.activity_id
inner join document on activity_current.document_id = document.document_id
inner join occasion
    on
        activity_current.document_id = occasion.document_id
        and activity_current.occasion_number = occasion.occasion_number
-- A proposal is not a promise, so nobody has to say what became of it.
where
    document.kind = 'follow_up'
    and not activity_current.is_reported
    and activity.kind <> 'möjlig åtgärd'
order by activity_current.document_id, activity.sort_order, activity_current.activity_id
