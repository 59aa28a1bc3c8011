-- How far has what stands under each goal come, at its document's last occasion?
-- One row per goal.
with below_total as (
    select
        ancestor_goal_id as goal_id,
        count(*) filter (where distance = 1) as child_goal_count,
        count(*) filter (where distance > 0) as goal_count
    from goal_ancestor
    group by ancestor_goal_id
),

activity_total as (
    select
        goal_ancestor.ancestor_goal_id as goal_id,
        count(*) filter (where goal_ancestor.distance = 0) as own_activity_count,
        count(*) as activity_count,
        count(*) filter (where activity_current.is_reported) as reported_count,
        count(*) filter (where activity_current.family_code = 'completed') as completed_count,
        count(*) filter (where activity_current.family_code = 'behind') as behind_count,
        count(*) filter (where activity_current.is_deferred) as deferred_count,
        count(*) filter (where activity_current.is_overdue) as overdue_count
    from activity_current
    inner join goal_ancestor on activity_current.goal_id = goal_ancestor.goal_id
    group by goal_ancestor.ancestor_goal_id
),

placed_kpi as (
    select
        'target' as kind,
        goal_id,
        activity_id
    from target

    union all

    select
        'outcome' as kind,
        goal_id,
        activity_id
    from outcome

    union all

    select
        'listing' as kind,
        goal_id,
        activity_id
    from kpi_listing
),

-- What belongs to an activity belongs to the activity's goal.
kpi_total as (
    select
        goal_ancestor.ancestor_goal_id as goal_id,
        count(*) filter (where placed_kpi.kind = 'target') as target_count,
        count(*) filter (where placed_kpi.kind = 'outcome') as outcome_count,
        count(*) filter (where placed_kpi.kind = 'listing') as kpi_listing_count
    from placed_kpi
    left join activity on placed_kpi.activity_id = activity.activity_id
    inner join goal_ancestor
        on coalesce(placed_kpi.goal_id, activity.goal_id) = goal_ancestor.goal_id
    group by goal_ancestor.ancestor_goal_id
)

select
    goal.goal_id,
    goal.document_id,
    document_current.municipality_code,
    document_current.municipality,
    document_current.title as document_title,
    document_current.kind as document_kind,
    document_current.year,
    document_current.is_superseded,
    document_current.label,
    document_current.as_of_date,
    goal.parent_goal_id,
    goal_path.depth,
    goal_path.goal_path,
    goal.sort_order,
    goal.level,
    goal.level_text,
    goal.goal_number,
    goal.title,
    goal.wording,
    goal.is_prioritised,
    goal_assessment.assessment_code,
    assessment.assessment,
    goal_assessment.assessment_text,
    below_total.child_goal_count,
    below_total.goal_count,
    coalesce(activity_total.own_activity_count, 0) as own_activity_count,
    coalesce(activity_total.activity_count, 0) as activity_count,
    coalesce(activity_total.reported_count, 0) as reported_count,
    coalesce(activity_total.completed_count, 0) as completed_count,
    activity_total.completed_count::double
    / nullif(activity_total.reported_count, 0) as completion_share,
    coalesce(activity_total.behind_count, 0) as behind_count,
    coalesce(activity_total.deferred_count, 0) as deferred_count,
    coalesce(activity_total.overdue_count, 0) as overdue_count,
    coalesce(kpi_total.target_count, 0) as target_count,
    coalesce(kpi_total.outcome_count, 0) as outcome_count,
    coalesce(kpi_total.kpi_listing_count, 0) as kpi_listing_count,
    goal.place_section,
    goal.place_page,
    goal.place_row,
    -- To a Swede å, ä and ö are letters of their own, but é is an e.
    translate(
        lower(goal.title || ' ' || coalesce(goal.wording, '')),
        'áàâãçéèêëíìîïñóòôõúùûüýÿ',
        'aaaaceeeeiiiinoooouuuuyy'
    ) as search_text
from goal
inner join goal_path on goal.goal_id = goal_path.goal_id
inner join below_total on goal.goal_id = below_total.goal_id
inner join document_current on goal.document_id = document_current.document_id
left join goal_assessment on goal.goal_id = goal_assessment.goal_id
left join assessment on goal_assessment.assessment_code = assessment.assessment_code
left join activity_total on goal.goal_id = activity_total.goal_id
left join kpi_total on goal.goal_id = kpi_total.goal_id
order by goal.document_id, goal.sort_order, goal.goal_id
