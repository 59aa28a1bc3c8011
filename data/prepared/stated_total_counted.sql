-- What do a document's rows give for each total that it states about itself?
-- One row per stated total.

-- counted_value is empty where what is stated cannot be counted; it counts what is named also where
-- the document does not list all. A frame in millions agrees where the rows round to it: 30,67 mkr
-- and 30 671 tkr.
with goal_counted as (
    select
        stated_total.stated_total_id,
        count(*) as goal_count,
        count(*) filter (where goal_assessment.assessment_code = 'met') as met_count,
        count(*) filter (where goal_assessment.assessment_code = 'partly_met') as partly_met_count,
        count(*) filter (where goal_assessment.assessment_code = 'not_met') as not_met_count
    from stated_total
    inner join goal
        on
            stated_total.document_id = goal.document_id
            and (
                stated_total.level = goal.level
                or (stated_total.level is null and goal.level <> 'heading')
            )
    left join goal_assessment on goal.goal_id = goal_assessment.goal_id
    where
        stated_total.goal_id is null
        or goal.goal_id in (
            select goal_ancestor.goal_id
            from goal_ancestor
            where
                goal_ancestor.ancestor_goal_id = stated_total.goal_id
                and goal_ancestor.distance > 0
        )
    group by stated_total.stated_total_id
),

marked_kind as (
    select
        deferral.activity_id,
        deferral.kind,
        row_number() over (
            partition by deferral.activity_id
            order by deferral.occasion_number desc
        ) as recency
    from deferral
    where deferral.is_marked
),

activity_counted as (
    select
        stated_total.stated_total_id,
        count(*) as activity_count,
        count(*) filter (where marked_kind.kind = 'within_year') as within_year_count,
        count(*) filter (where marked_kind.kind = 'to_later_year') as to_later_year_count
    from stated_total
    inner join activity on stated_total.document_id = activity.document_id
    left join marked_kind
        on
            activity.activity_id = marked_kind.activity_id
            and marked_kind.recency = 1
    where
        stated_total.goal_id is null
        or activity.goal_id in (
            select goal_ancestor.goal_id
            from goal_ancestor
            where goal_ancestor.ancestor_goal_id = stated_total.goal_id
        )
    group by stated_total.stated_total_id
),

net_cost as (
    select
        budget_line.document_id,
        sum(budget_line.amount_tkr) as amount_tkr
    from budget_line
    inner join document
        on
            budget_line.document_id = document.document_id
            and budget_line.year = document.year
    where budget_line.line = 'net_cost'
    group by budget_line.document_id
),

counted as (
    select
        stated_total.stated_total_id,
        case stated_total.measure
            when 'goals' then coalesce(goal_counted.goal_count, 0)
            when 'goals_met' then coalesce(goal_counted.met_count, 0)
            when 'goals_partly_met' then coalesce(goal_counted.partly_met_count, 0)
            when 'goals_not_met' then coalesce(goal_counted.not_met_count, 0)
            when 'activities' then coalesce(activity_counted.activity_count, 0)
            when 'deferred_within_year' then coalesce(activity_counted.within_year_count, 0)
            when 'deferred_to_later_year' then coalesce(activity_counted.to_later_year_count, 0)
            when 'net_cost_frame' then net_cost.amount_tkr
        end::double as counted_value,
        -- Half of the last decimal that is written, for a sum in millions.
        case
            when
                stated_total.measure in ('net_cost_frame', 'investment_frame')
                and regexp_matches(lower(stated_total.value_text), 'mkr|mnkr|miljon')
                then
                    0.5 * power(
                        10,
                        3 - length(
                            regexp_extract(stated_total.value_text, '[0-9][,.]([0-9]+)', 1)
                        )
                    )
            else 0.5
        end as tolerance
    from stated_total
    left join goal_counted on stated_total.stated_total_id = goal_counted.stated_total_id
    left join activity_counted on stated_total.stated_total_id = activity_counted.stated_total_id
    left join net_cost on stated_total.document_id = net_cost.document_id
)

select
    stated_total.stated_total_id,
    stated_total.document_id,
    municipality.municipality,
    document.year,
    stated_total.measure,
    stated_total.level,
    stated_total.goal_id,
    goal.title as goal_title,
    stated_total.value,
    stated_total.value_text,
    stated_total.is_listed,
    counted.counted_value,
    counted.counted_value - stated_total.value as difference,
    abs(counted.counted_value - stated_total.value) < counted.tolerance as agrees,
    stated_total.place_section,
    stated_total.place_page,
    stated_total.place_row
from stated_total
inner join counted on stated_total.stated_total_id = counted.stated_total_id
inner join document on stated_total.document_id = document.document_id
inner join municipality on document.municipality_code = municipality.municipality_code
left join goal on stated_total.goal_id = goal.goal_id
order by stated_total.document_id, stated_total.place_row, stated_total.stated_total_id
