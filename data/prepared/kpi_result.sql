-- Did each key figure reach its target, and how far from it did it end?
-- One row per key figure, municipality, year and gender, and per pair of target and outcome where
--    there are several.

-- A target and an outcome meet on municipality, key figure, year and gender. Either may be missing:
-- a target without outcome stays a row, and so does an outcome of a year without target.
with in_force as (
    select
        document_id,
        municipality_code
    from document_current
    where not is_superseded
),

-- Each target is a range of values that are good enough, each outcome a range where the value lies;
-- an end that is empty is open. is_low_in and is_high_in say whether the end itself belongs.
targeted as (
    select
        in_force.municipality_code,
        target.target_id,
        target.document_id,
        target.sort_order,
        target.kpi_code,
        target.year,
        target.gender,
        target.name,
        target.operator,
        target.value,
        target.value_high,
        target.value_text,
        target.period_text,
        target.place_section,
        target.place_page,
        target.place_row,
        case
            when target.value_high is not null or target.operator in ('>=', '>', '=')
                then target.value
        end as low,
        target.value_high is not null or target.operator in ('>=', '=') as is_low_in,
        case
            when target.value_high is not null then target.value_high
            when target.operator in ('<=', '<', '=') then target.value
        end as high,
        target.value_high is not null or target.operator in ('<=', '=') as is_high_in
    from target
    inner join in_force on target.document_id = in_force.document_id
),

measured as (
    select
        in_force.municipality_code,
        outcome.outcome_id,
        outcome.document_id,
        outcome.sort_order,
        outcome.kpi_code,
        outcome.year,
        outcome.gender,
        outcome.name,
        outcome.operator,
        outcome.value,
        outcome.value_high,
        outcome.value_text,
        outcome.period_text,
        outcome.place_section,
        outcome.place_page,
        outcome.place_row,
        case
            when outcome.value_high is not null or outcome.operator in ('>=', '>', '=')
                then outcome.value
        end as low,
        outcome.value_high is not null or outcome.operator in ('>=', '=') as is_low_in,
        case
            when outcome.value_high is not null then outcome.value_high
            when outcome.operator in ('<=', '<', '=') then outcome.value
        end as high,
        outcome.value_high is not null or outcome.operator in ('<=', '=') as is_high_in
    from outcome
    inner join in_force on outcome.document_id = in_force.document_id
),

paired as (
    select
        coalesce(targeted.kpi_code, measured.kpi_code) as kpi_code,
        coalesce(targeted.municipality_code, measured.municipality_code) as municipality_code,
        coalesce(targeted.year, measured.year) as year,
        coalesce(targeted.gender, measured.gender) as gender,
        targeted.target_id,
        targeted.name as target_name,
        targeted.operator as target_operator,
        targeted.value as target_value,
        targeted.value_high as target_value_high,
        targeted.value_text as target_value_text,
        targeted.period_text as target_period_text,
        targeted.document_id as target_document_id,
        targeted.sort_order as target_sort_order,
        targeted.place_section as target_place_section,
        targeted.place_page as target_place_page,
        targeted.place_row as target_place_row,
        measured.outcome_id,
        measured.name as outcome_name,
        measured.operator as outcome_operator,
        measured.value as outcome_value,
        measured.value_high as outcome_value_high,
        measured.value_text as outcome_value_text,
        measured.period_text as outcome_period_text,
        measured.document_id as outcome_document_id,
        measured.sort_order as outcome_sort_order,
        measured.place_section as outcome_place_section,
        measured.place_page as outcome_place_page,
        measured.place_row as outcome_place_row,
        -- The whole outcome lies within the target.
        coalesce(
            targeted.low is null
            or measured.low > targeted.low
            or (
                measured.low = targeted.low
                and (targeted.is_low_in or not measured.is_low_in)
            ),
            false
        )
        and coalesce(
            targeted.high is null
            or measured.high < targeted.high
            or (
                measured.high = targeted.high
                and (targeted.is_high_in or not measured.is_high_in)
            ),
            false
        ) as is_inside,
        -- The whole outcome lies below or above the target.
        coalesce(
            measured.high < targeted.low
            or (
                measured.high = targeted.low
                and not (measured.is_high_in and targeted.is_low_in)
            ),
            false
        )
        or coalesce(
            measured.low > targeted.high
            or (
                measured.low = targeted.high
                and not (measured.is_low_in and targeted.is_high_in)
            ),
            false
        ) as is_outside
    from targeted
    full outer join measured
        on
            targeted.municipality_code = measured.municipality_code
            and targeted.kpi_code = measured.kpi_code
            and targeted.year = measured.year
            and targeted.gender = measured.gender
)

select
    paired.kpi_code,
    kpi.kpi,
    kpi.unit,
    kpi.direction,
    paired.municipality_code,
    municipality.municipality,
    paired.year,
    paired.gender,
    paired.target_id,
    paired.target_name,
    paired.target_operator,
    paired.target_value,
    paired.target_value_high,
    paired.target_value_text,
    paired.target_period_text,
    paired.outcome_id,
    paired.outcome_name,
    paired.outcome_operator,
    paired.outcome_value,
    paired.outcome_value_high,
    paired.outcome_value_text,
    paired.outcome_period_text,
    case
        when paired.target_id is null or paired.outcome_id is null then null
        when paired.is_inside then true
        when paired.is_outside then false
    end as is_met,
    case
        when paired.outcome_operator <> '=' or paired.outcome_value_high is not null then null
        when paired.target_value_high is not null
            then
                least(
                    0.0,
                    paired.outcome_value - paired.target_value,
                    paired.target_value_high - paired.outcome_value
                )
        when paired.target_operator in ('>=', '>')
            then paired.outcome_value - paired.target_value
        when paired.target_operator in ('<=', '<')
            then paired.target_value - paired.outcome_value
        when paired.target_operator = '='
            then 0.0 - abs(paired.outcome_value - paired.target_value)
    end as distance,
    paired.target_id is not null as has_target,
    paired.outcome_id is not null as has_outcome,
    paired.target_document_id,
    paired.target_sort_order,
    paired.target_place_section,
    paired.target_place_page,
    paired.target_place_row,
    paired.outcome_document_id,
    paired.outcome_sort_order,
    paired.outcome_place_section,
    paired.outcome_place_page,
    paired.outcome_place_row
from paired
inner join kpi on paired.kpi_code = kpi.kpi_code
inner join municipality on paired.municipality_code = municipality.municipality_code
order by
    paired.kpi_code,
    paired.year,
    paired.municipality_code,
    paired.gender,
    paired.target_document_id,
    paired.target_sort_order,
    paired.outcome_document_id,
    paired.outcome_sort_order
