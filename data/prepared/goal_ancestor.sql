-- Which goals stand at or above each goal?
-- One row per goal and goal at or above it.
with recursive ancestry as (
    select
        goal_id,
        goal_id as ancestor_goal_id,
        0 as distance
    from goal

    union all

    select
        ancestry.goal_id,
        goal.parent_goal_id as ancestor_goal_id,
        ancestry.distance + 1 as distance
    from ancestry
    inner join goal on ancestry.ancestor_goal_id = goal.goal_id
    where goal.parent_goal_id is not null
)

select
    goal_id,
    ancestor_goal_id,
    distance
from ancestry
order by goal_id, distance
