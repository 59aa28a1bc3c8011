-- Where do the goals met, partly met and not met, as stated, not add up to the stated goals?
-- One row per stated number of goals whose three stated parts have another sum.
-- Severity: contradiction
with part as (
    select
        document_id,
        level,
        goal_id,
        measure,
        max(value) as value
    from stated_total
    where measure in ('goals_met', 'goals_partly_met', 'goals_not_met')
    group by document_id, level, goal_id, measure
),

part_sum as (
    select
        document_id,
        level,
        goal_id,
        sum(value) as value
    from part
    group by document_id, level, goal_id
    having count(*) = 3
)

select
    stated_total.document_id,
    null::text as activity_id,
    stated_total.goal_id,
    stated_total.measure as subject_text,
    part_sum.value::bigint::text as found_text,
    stated_total.value::bigint::text as expected_text,
    stated_total.place_section,
    stated_total.place_page,
    stated_total.place_row
from stated_total
inner join part_sum
    on
        stated_total.document_id = part_sum.document_id
        and stated_total.level is not distinct from part_sum.level
        and stated_total.goal_id is not distinct from part_sum.goal_id
where stated_total.measure = 'goals' and stated_total.value <> part_sum.value
order by stated_total.document_id, stated_total.place_row, stated_total.stated_total_id
