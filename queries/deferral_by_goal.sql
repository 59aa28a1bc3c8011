-- Under which goals do the deferred activities stand?
-- One row per goal of the level, counting all that stands at or below it.
-- $document_id (text): the document
-- $level (text, optional): level of the goals; left out means those at the top of the tree
select
    goal.goal_id,
    goal.title,
    goal.level,
    goal.level_text,
    goal.sort_order,
    count(activity_current.activity_id) as activity_count,
    count(*) filter (where activity_current.is_deferred) as deferred_count,
    count(*) filter (
        where activity_current.is_deferred and activity_current.deferral_kind = 'within_year'
    ) as within_year_count,
    count(*) filter (
        where activity_current.is_deferred and activity_current.deferral_kind = 'to_later_year'
    ) as to_later_year_count,
    count(*) filter (
        where activity_current.is_deferred and activity_current.deferral_kind = 'date_unknown'
    ) as date_unknown_count,
    count(*) filter (where activity_current.is_deferred)::double
    / nullif(count(activity_current.activity_id), 0) as deferred_share,
    count(*) filter (where activity_current.is_deferral_told) as told_count
from goal
inner join goal_ancestor on goal.goal_id = goal_ancestor.ancestor_goal_id
left join activity_current on goal_ancestor.goal_id = activity_current.goal_id
where
    goal.document_id = $document_id
    and case
        when $level::text is null then goal.parent_goal_id is null
        else goal.level = $level
    end
group by goal.goal_id, goal.title, goal.level, goal.level_text, goal.sort_order
order by goal.sort_order, goal.goal_id
