-- Which targets, outcomes and key figures belong to a goal?
-- One row per target, outcome and listed key figure at or below the goal, in that order.
-- $goal_id (text): the goal

-- What belongs to an activity belongs to the activity's goal.
with placed as (
    select
        'target' as row_kind,
        1 as kind_order,
        target_id as row_id,
        sort_order,
        document_id,
        kpi_code,
        goal_id,
        activity_id,
        name,
        operator,
        value,
        value_high,
        value_text,
        year,
        period_text,
        gender,
        null::text as frequency_text,
        place_section,
        place_page,
        place_row
    from target

    union all

    select
        'outcome' as row_kind,
        2 as kind_order,
        outcome_id as row_id,
        sort_order,
        document_id,
        kpi_code,
        goal_id,
        activity_id,
        name,
        operator,
        value,
        value_high,
        value_text,
        year,
        period_text,
        gender,
        null::text as frequency_text,
        place_section,
        place_page,
        place_row
    from outcome

    union all

    select
        'listing' as row_kind,
        3 as kind_order,
        kpi_listing_id as row_id,
        sort_order,
        document_id,
        kpi_code,
        goal_id,
        activity_id,
        name,
        null as operator,
        null as value,
        null as value_high,
        null as value_text,
        null as year,
        null as period_text,
        null as gender,
        frequency_text,
        place_section,
        place_page,
        place_row
    from kpi_listing
)

select
    placed.row_kind,
    placed.row_id,
    placed.document_id,
    municipality.municipality,
    placed.kpi_code,
    kpi.kpi,
    kpi.unit,
    kpi.direction,
    placed.name,
    placed.operator,
    placed.value,
    placed.value_high,
    placed.value_text,
    placed.year,
    placed.period_text,
    placed.gender,
    placed.frequency_text,
    goal.goal_id,
    goal.title as goal_title,
    placed.activity_id,
    activity.title as activity_title,
    placed.place_section,
    placed.place_page,
    placed.place_row
from placed
inner join kpi on placed.kpi_code = kpi.kpi_code
inner join document on placed.document_id = document.document_id
inner join municipality on document.municipality_code = municipality.municipality_code
left join activity on placed.activity_id = activity.activity_id
inner join goal on coalesce(placed.goal_id, activity.goal_id) = goal.goal_id
inner join goal_ancestor on goal.goal_id = goal_ancestor.goal_id
where goal_ancestor.ancestor_goal_id = $goal_id::text
order by placed.kind_order, placed.sort_order, placed.row_id
