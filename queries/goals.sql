-- What are a document's goals, and how far has what stands under each come?
-- One row per goal, each right after the one that it stands under and what stands under its elder
--    siblings, siblings in the order of the document; counts include all goals under it.
-- $document_id (text): the document
with tree as (
    select
        goal_ancestor.goal_id,
        list(ancestor.sort_order order by goal_ancestor.distance desc) as tree_order
    from goal_ancestor
    inner join goal as ancestor on goal_ancestor.ancestor_goal_id = ancestor.goal_id
    where ancestor.document_id = $document_id
    group by goal_ancestor.goal_id
)

select
    goal_current.goal_id,
    goal_current.document_id,
    goal_current.parent_goal_id,
    goal_current.depth,
    goal_current.sort_order,
    goal_current.level,
    goal_current.level_text,
    goal_current.goal_number,
    goal_current.title,
    goal_current.is_prioritised,
    goal_current.assessment_code,
    goal_current.assessment,
    goal_current.assessment_text,
    goal_current.own_activity_count,
    goal_current.activity_count,
    goal_current.reported_count,
    goal_current.completed_count,
    goal_current.completion_share,
    goal_current.behind_count,
    goal_current.deferred_count,
    goal_current.overdue_count,
    goal_current.target_count,
    goal_current.place_section,
    goal_current.place_page,
    goal_current.place_row
from goal_current
inner join tree on goal_current.goal_id = tree.goal_id
where goal_current.document_id = $document_id
order by tree.tree_order
