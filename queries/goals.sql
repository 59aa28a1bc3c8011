-- What are a document's goals, and how far has what stands under each come?
-- One row per goal, in the order of the document; counts include all goals under it.
-- $document_id (text): the document
select
    goal_id,
    document_id,
    parent_goal_id,
    depth,
    sort_order,
    level,
    level_text,
    goal_number,
    title,
    is_prioritised,
    assessment_code,
    assessment,
    assessment_text,
    own_activity_count,
    activity_count,
    reported_count,
    completed_count,
    completion_share,
    behind_count,
    deferred_count,
    overdue_count,
    target_count,
    place_section,
    place_page,
    place_row
from goal_current
where document_id = $document_id
order by sort_order
