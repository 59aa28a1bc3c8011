-- Where in the tree does each goal stand?
-- One row per goal.
select
    goal_ancestor.goal_id,
    max(goal_ancestor.distance) as depth,
    string_agg(ancestor.title, ' › ' order by goal_ancestor.distance desc) as goal_path
from goal_ancestor
inner join goal as ancestor on goal_ancestor.ancestor_goal_id = ancestor.goal_id
group by goal_ancestor.goal_id
order by goal_ancestor.goal_id
