-- Promised and moved: what of the activities under a goal, and of the key figure beside them?
-- One row per goal and key figure that is listed, has a target or has an outcome for it.
-- $municipality_code (text, optional): the municipality; left out means all

-- The two stand side by side: whether the one moved the other is not said, and cannot be read from
-- this. What belongs to an activity belongs to its goal; documents that another one supersedes are
-- left out. Activities are those at or below the goal, as listed, at the document's last occasion.
-- Of several targets the one for all (T) and the latest year goes first, of its outcomes the one
-- that misses.
-- The measure is the national key figure itself or the nearest one, whose definition is another:
-- its values for all (T) lie around the document's year. The change is from the year before, or the
-- document's year where that is not held, to the latest year held up to three years after; it is
-- empty where the series was broken in between. moved is better, worse or unchanged by the
-- measure's own direction, not by that of the own key figure.
with placed as (
    select
        target.document_id,
        target.kpi_code,
        coalesce(target.goal_id, activity.goal_id) as goal_id
    from target
    left join activity on target.activity_id = activity.activity_id

    union

    select
        outcome.document_id,
        outcome.kpi_code,
        coalesce(outcome.goal_id, activity.goal_id) as goal_id
    from outcome
    left join activity on outcome.activity_id = activity.activity_id

    union

    select
        kpi_listing.document_id,
        kpi_listing.kpi_code,
        coalesce(kpi_listing.goal_id, activity.goal_id) as goal_id
    from kpi_listing
    left join activity on kpi_listing.activity_id = activity.activity_id
),

promised as (
    select
        placed.goal_id,
        placed.kpi_code,
        goal_current.document_id,
        goal_current.document_title,
        goal_current.document_kind,
        goal_current.municipality_code,
        goal_current.municipality,
        goal_current.year,
        goal_current.title as goal_title,
        goal_current.sort_order as goal_sort_order,
        goal_current.activity_count,
        goal_current.reported_count,
        goal_current.completed_count,
        kpi.kpi,
        kpi.unit,
        kpi.direction,
        kpi.is_national,
        case when kpi.is_national then kpi.kpi_code else kpi.nearest_kolada_id end as measure_id,
        case when not kpi.is_national then kpi.definition_gap end as definition_gap
    from placed
    inner join goal_current on placed.goal_id = goal_current.goal_id
    inner join kpi on placed.kpi_code = kpi.kpi_code
    where
        not goal_current.is_superseded
        and (
            $municipality_code::text is null
            or goal_current.municipality_code = $municipality_code
        )
),

-- The goal's own targets and outcomes; a target's outcome may be told under another goal.
owned as (
    select
        target.target_id as row_id,
        coalesce(target.goal_id, activity.goal_id) as goal_id
    from target
    left join activity on target.activity_id = activity.activity_id

    union all

    select
        outcome.outcome_id as row_id,
        coalesce(outcome.goal_id, activity.goal_id) as goal_id
    from outcome
    left join activity on outcome.activity_id = activity.activity_id
),

ranked_result as (
    select
        owned.goal_id,
        kpi_result.kpi_code,
        kpi_result.year,
        kpi_result.gender,
        kpi_result.has_target,
        kpi_result.target_operator,
        kpi_result.target_value,
        kpi_result.target_value_high,
        kpi_result.target_value_text,
        kpi_result.outcome_operator,
        kpi_result.outcome_value,
        kpi_result.outcome_value_high,
        kpi_result.outcome_value_text,
        kpi_result.is_met,
        row_number() over (
            partition by owned.goal_id, kpi_result.kpi_code
            order by
                case when kpi_result.has_target then 0 else 1 end asc,
                case kpi_result.gender when 'T' then 1 when 'K' then 2 else 3 end asc,
                kpi_result.year desc,
                case
                    when kpi_result.is_met then 2
                    when kpi_result.is_met is null then 1
                    else 0
                end asc,
                kpi_result.target_sort_order asc,
                kpi_result.outcome_sort_order asc,
                kpi_result.target_id asc,
                kpi_result.outcome_id asc
        ) as preference
    from owned
    inner join kpi_result on owned.row_id in (kpi_result.target_id, kpi_result.outcome_id)
),

measured as (
    select distinct
        promised.measure_id,
        promised.municipality_code,
        promised.year as document_year,
        national_value.year - promised.year as years_after,
        national_value.value
    from promised
    inner join national_value
        on
            promised.measure_id = national_value.national_kpi_id
            and promised.municipality_code = national_value.area_code
    where
        national_value.gender = 'T'
        and national_value.state = 'value'
        and national_value.year between promised.year - 1 and promised.year + 3
),

spread as (
    select
        measure_id,
        municipality_code,
        document_year,
        max(case when years_after = -1 then value end) as value_1_year_before,
        max(case when years_after = 0 then value end) as value_document_year,
        max(case when years_after = 1 then value end) as value_1_year_after,
        max(case when years_after = 2 then value end) as value_2_years_after,
        max(case when years_after = 3 then value end) as value_3_years_after,
        min(case when years_after <= 0 then document_year + years_after end) as from_year,
        max(case when years_after >= 0 then document_year + years_after end) as to_year
    from measured
    group by measure_id, municipality_code, document_year
),

moved as (
    select
        spread.*,
        case
            when
                not exists (
                    select 1
                    from national_series_break
                    where
                        national_series_break.national_kpi_id = spread.measure_id
                        and national_series_break.year > spread.from_year
                        and national_series_break.year <= spread.to_year
                )
                then
                    coalesce(
                        spread.value_3_years_after,
                        spread.value_2_years_after,
                        spread.value_1_year_after,
                        spread.value_document_year
                    )
                    - coalesce(spread.value_1_year_before, spread.value_document_year)
        end as change
    from spread
)

select
    promised.document_id,
    promised.document_title,
    promised.document_kind,
    promised.municipality_code,
    promised.municipality,
    promised.year,
    promised.goal_id,
    promised.goal_title,
    promised.activity_count,
    promised.reported_count,
    promised.completed_count,
    promised.kpi_code,
    promised.kpi,
    promised.unit,
    promised.direction,
    promised.is_national,
    ranked_result.year as own_year,
    ranked_result.gender as own_gender,
    ranked_result.target_operator,
    ranked_result.target_value,
    ranked_result.target_value_high,
    ranked_result.target_value_text,
    ranked_result.outcome_operator,
    ranked_result.outcome_value,
    ranked_result.outcome_value_high,
    ranked_result.outcome_value_text,
    ranked_result.is_met,
    promised.measure_id,
    national_kpi.title as measure_title,
    national_kpi.unit as measure_unit,
    national_kpi.direction as measure_direction,
    promised.definition_gap,
    moved.value_1_year_before,
    moved.value_document_year,
    moved.value_1_year_after,
    moved.value_2_years_after,
    moved.value_3_years_after,
    moved.from_year,
    moved.to_year,
    case when moved.from_year < moved.to_year then moved.change end as change,
    case
        when
            moved.change is null
            or moved.from_year >= moved.to_year
            or national_kpi.direction not in ('higher', 'lower')
            then null
        when moved.change = 0 then 'unchanged'
        when (moved.change > 0) = (national_kpi.direction = 'higher') then 'better'
        else 'worse'
    end as moved
from promised
left join ranked_result
    on
        promised.goal_id = ranked_result.goal_id
        and promised.kpi_code = ranked_result.kpi_code
        and ranked_result.preference = 1
left join national_kpi on promised.measure_id = national_kpi.national_kpi_id
left join moved
    on
        promised.measure_id = moved.measure_id
        and promised.municipality_code = moved.municipality_code
        and promised.year = moved.document_year
order by
    promised.municipality collate sv,
    promised.year,
    promised.document_id,
    promised.goal_sort_order,
    promised.goal_id,
    promised.kpi collate sv,
    promised.kpi_code
