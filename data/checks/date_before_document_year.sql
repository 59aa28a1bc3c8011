-- Which activities end before the years that the document is about?
-- One row per activity whose end lies before the document's first year.
-- Severity: contradiction
select
    activity.document_id,
    activity.activity_id,
    activity.goal_id,
    activity.title as subject_text,
    coalesce(activity.due_text, activity.due_date::text) as found_text,
    coalesce(document.term_start_year, document.year)::text as expected_text,
    activity.place_section,
    activity.place_page,
    activity.place_row
from activity
inner join document on activity.document_id = document.document_id
where year(activity.due_date) < coalesce(document.term_start_year, document.year)
order by activity.document_id, activity.place_row, activity.activity_id
