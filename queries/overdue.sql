-- Which activities have passed their end without being completed?
-- One row per activity whose end had passed at its document's last as-of date.
-- $document_ids (text, optional): documents, comma-separated; left out means all that no other
--    document supersedes
select
    activity_id,
    distinct_activity_id,
    document_id,
    municipality_code,
    municipality,
    document_title,
    year,
    goal_id,
    goal_path,
    title,
    committees,
    due_text,
    due_date,
    as_of_date,
    overdue_days,
    is_deferred,
    status_text,
    status_code,
    status,
    family_code,
    family,
    place_section,
    place_page,
    place_row
from activity_current
where
    is_overdue
    and case
        when $document_ids::text is null then not is_superseded
        else strpos(',' || $document_ids || ',', ',' || document_id || ',') > 0
    end
order by overdue_days desc, municipality collate sv asc, document_id asc, sort_order asc
