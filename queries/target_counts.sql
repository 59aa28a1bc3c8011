-- How many of the targets in figures were reached?
-- One row per answer.
-- $municipality_code (text, optional): the municipality; left out means all

-- A target with several outcomes is reached where every one of them reaches it, and not reached
-- where any of them does not. The four counts that follow target_count add up to it.
with judged as (
    select
        target_id,
        bool_or(has_outcome) as has_outcome,
        bool_and(coalesce(is_met, false)) as is_met,
        bool_or(not coalesce(is_met, true)) as is_missed
    from kpi_result
    where
        has_target
        and ($municipality_code::text is null or municipality_code = $municipality_code)
    group by target_id
),

target_total as (
    select
        count(*) as target_count,
        count(*) filter (where is_met) as met_count,
        count(*) filter (where is_missed) as not_met_count,
        count(*) filter (where has_outcome and not is_met and not is_missed) as undecided_count,
        count(*) filter (where not has_outcome) as without_outcome_count
    from judged
),

outcome_total as (
    select
        count(distinct outcome_id) as outcome_count,
        count(distinct outcome_id) filter (where not has_target) as without_target_count
    from kpi_result
    where
        has_outcome
        and ($municipality_code::text is null or municipality_code = $municipality_code)
)

select
    target_total.target_count,
    target_total.met_count,
    target_total.not_met_count,
    target_total.undecided_count,
    target_total.without_outcome_count,
    outcome_total.outcome_count,
    outcome_total.without_target_count
from target_total
cross join outcome_total
order by target_total.target_count
