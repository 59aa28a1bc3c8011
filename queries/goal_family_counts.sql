-- How do the statuses divide within each goal, with all that stands under it?
-- One row per goal and family, also families that hold none.
-- $document_id (text): the document
-- $parent_goal_id (text, optional): the goals right under this one; left out means the top ones
-- $level (text, optional): all goals of this level instead, under the parent where one is named
with family_total as (
    select
        goal_ancestor.ancestor_goal_id as goal_id,
        activity_current.family_code,
        count(*) as activity_count
    from activity_current
    inner join goal_ancestor on activity_current.goal_id = goal_ancestor.goal_id
    where activity_current.document_id = $document_id::text
    group by goal_ancestor.ancestor_goal_id, activity_current.family_code
)

select
    goal_current.goal_id,
    goal_current.parent_goal_id,
    goal_current.title,
    goal_current.level,
    goal_current.level_text,
    goal_current.goal_number,
    goal_current.sort_order,
    status_family.family_code,
    status_family.family,
    status_family.sort_order as family_sort_order,
    coalesce(family_total.activity_count, 0) as activity_count,
    goal_current.activity_count as goal_activity_count,
    goal_current.completed_count,
    goal_current.reported_count,
    goal_current.completion_share,
    goal_current.deferred_count
from goal_current
cross join status_family
left join family_total
    on
        goal_current.goal_id = family_total.goal_id
        and status_family.family_code = family_total.family_code
where
    goal_current.document_id = $document_id
    and case
        when $level::text is not null
            then
                goal_current.level = $level
                and (
                    $parent_goal_id::text is null
                    or goal_current.goal_id in (
                        select goal_ancestor.goal_id
                        from goal_ancestor
                        where
                            goal_ancestor.ancestor_goal_id = $parent_goal_id
                            and goal_ancestor.distance > 0
                    )
                )
        when $parent_goal_id is not null then goal_current.parent_goal_id = $parent_goal_id
        else goal_current.parent_goal_id is null
    end
order by goal_current.sort_order, status_family.sort_order
