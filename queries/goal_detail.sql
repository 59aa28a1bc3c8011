-- What is one goal, where does it stand, and how far has what stands under it come?
-- One row per goal asked for; counts include all goals under it.
-- $goal_id (text): the goal
select
    goal_id,
    document_id,
    municipality_code,
    municipality,
    document_title,
    document_kind,
    year,
    label,
    as_of_date,
    parent_goal_id,
    depth,
    goal_path,
    level,
    level_text,
    goal_number,
    title,
    wording,
    is_prioritised,
    assessment_code,
    assessment,
    assessment_text,
    child_goal_count,
    goal_count,
    own_activity_count,
    activity_count,
    reported_count,
    completed_count,
    completion_share,
    behind_count,
    deferred_count,
    overdue_count,
    target_count,
    outcome_count,
    kpi_listing_count,
    place_section,
    place_page,
    place_row
from goal_current
where goal_id = $goal_id
order by goal_id
