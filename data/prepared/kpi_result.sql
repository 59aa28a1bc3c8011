-- Did each key figure reach its target, and how far from it did it end?
-- One row per key figure, municipality, year and gender, and per pair of target and outcome where
--    there are several.

-- A target and an outcome meet on municipality, key figure, year and gender. Either may be missing:
-- a target without outcome stays a row, and so does an outcome of a year without target. Both come
-- from documents that no other replaces and from sheets of own figures; of several sheets with the
-- same figure the newest holds. What a document and a sheet say of the same stays apart: two pairs.
-- The outcomes of a national key figure are also its values in Kolada, where there is a target.
with in_force as (
    select
        document_id,
        municipality_code
    from document_current
    where not is_superseded
),

sheet_target as (
    select
        own_figure.*,
        row_number() over (
            partition by
                own_figure.kpi_code,
                own_figure.municipality_code,
                own_figure.year,
                own_figure.gender
            order by figure_sheet.taken_in_on desc, own_figure.sheet_id desc
        ) as recency
    from own_figure
    inner join figure_sheet on own_figure.sheet_id = figure_sheet.sheet_id
    where own_figure.target_value is not null
),

sheet_outcome as (
    select
        own_figure.*,
        row_number() over (
            partition by
                own_figure.kpi_code,
                own_figure.municipality_code,
                own_figure.year,
                own_figure.gender
            order by figure_sheet.taken_in_on desc, own_figure.sheet_id desc
        ) as recency
    from own_figure
    inner join figure_sheet on own_figure.sheet_id = figure_sheet.sheet_id
    where own_figure.outcome_value is not null
),

all_target as (
    select
        in_force.municipality_code,
        target.target_id,
        target.document_id,
        null::text as sheet_id,
        null::text as source,
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
        target.place_row
    from target
    inner join in_force on target.document_id = in_force.document_id

    union all

    select
        sheet_target.municipality_code,
        sheet_target.own_figure_id as target_id,
        null as document_id,
        sheet_target.sheet_id,
        sheet_target.source,
        sheet_target.sort_order,
        sheet_target.kpi_code,
        sheet_target.year,
        sheet_target.gender,
        kpi.kpi as name,
        sheet_target.target_operator as operator,
        sheet_target.target_value as value,
        sheet_target.target_value_high as value_high,
        null as value_text,
        null as period_text,
        null as place_section,
        sheet_target.place_page,
        sheet_target.place_row
    from sheet_target
    inner join kpi on sheet_target.kpi_code = kpi.kpi_code
    where sheet_target.recency = 1
),

awaited as (
    select distinct
        kpi_code,
        municipality_code,
        year,
        gender
    from all_target
),

all_outcome as (
    select
        in_force.municipality_code,
        outcome.outcome_id,
        outcome.document_id,
        null::text as sheet_id,
        null::text as source,
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
        outcome.place_row
    from outcome
    inner join in_force on outcome.document_id = in_force.document_id

    union all

    select
        sheet_outcome.municipality_code,
        sheet_outcome.own_figure_id as outcome_id,
        null as document_id,
        sheet_outcome.sheet_id,
        sheet_outcome.source,
        sheet_outcome.sort_order,
        sheet_outcome.kpi_code,
        sheet_outcome.year,
        sheet_outcome.gender,
        kpi.kpi as name,
        '=' as operator,
        sheet_outcome.outcome_value as value,
        null as value_high,
        null as value_text,
        null as period_text,
        null as place_section,
        sheet_outcome.place_page,
        sheet_outcome.place_row
    from sheet_outcome
    inner join kpi on sheet_outcome.kpi_code = kpi.kpi_code
    where sheet_outcome.recency = 1

    union all

    select
        awaited.municipality_code,
        'Kolada/' || awaited.kpi_code || '/' || awaited.municipality_code || '/'
        || awaited.year::text || '/' || awaited.gender as outcome_id,
        null as document_id,
        null as sheet_id,
        'Kolada' as source,
        null as sort_order,
        awaited.kpi_code,
        awaited.year,
        awaited.gender,
        national_kpi.title as name,
        '=' as operator,
        national_value.value,
        null as value_high,
        null as value_text,
        null as period_text,
        null as place_section,
        null as place_page,
        null as place_row
    from awaited
    inner join national_value
        on
            awaited.kpi_code = national_value.national_kpi_id
            and awaited.municipality_code = national_value.area_code
            and awaited.year = national_value.year
            and awaited.gender = national_value.gender
    inner join national_kpi on awaited.kpi_code = national_kpi.national_kpi_id
    where national_value.state = 'value'
),

-- Each target is a range of values that are good enough, each outcome a range where the value lies;
-- an end that is empty is open. is_low_in and is_high_in say whether the end itself belongs.
targeted as (
    select
        *,
        case when value_high is not null or operator in ('>=', '>', '=') then value end as low,
        value_high is not null or operator in ('>=', '=') as is_low_in,
        case
            when value_high is not null then value_high
            when operator in ('<=', '<', '=') then value
        end as high,
        value_high is not null or operator in ('<=', '=') as is_high_in
    from all_target
),

measured as (
    select
        *,
        case when value_high is not null or operator in ('>=', '>', '=') then value end as low,
        value_high is not null or operator in ('>=', '=') as is_low_in,
        case
            when value_high is not null then value_high
            when operator in ('<=', '<', '=') then value
        end as high,
        value_high is not null or operator in ('<=', '=') as is_high_in
    from all_outcome
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
        targeted.sheet_id as target_sheet_id,
        targeted.source as target_source,
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
        measured.sheet_id as outcome_sheet_id,
        measured.source as outcome_source,
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
    paired.target_sheet_id,
    paired.target_source,
    paired.outcome_document_id,
    paired.outcome_sort_order,
    paired.outcome_place_section,
    paired.outcome_place_page,
    paired.outcome_place_row,
    paired.outcome_sheet_id,
    paired.outcome_source
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
    paired.target_id,
    paired.outcome_document_id,
    paired.outcome_sort_order,
    paired.outcome_id
