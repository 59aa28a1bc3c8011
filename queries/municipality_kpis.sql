-- What does a municipality promise and reach in its key figures, own and national?
-- One row per key figure that it lists, has a target or an outcome of, or a national value.
-- $municipality_code (text): the municipality

-- Own figures are of the latest year with both target and outcome, otherwise of the latest target,
-- otherwise of the latest outcome; of several the one that misses goes first. outcome_count is of
-- the outcomes of that year, outcome_period_text what period or group the one shown is of. Whether
-- a target is met is for its own outcome alone to say: the nearest_ columns are of a measure with
-- another definition, and never decide.
-- The national_ columns are of a national key figure itself, for all (T), in the latest year with a
-- value; peers and positions are those of national_peers.
-- concern says why a row stands where it stands, concern_order in which order, worst first:
--  1 missed        the outcome misses the target; by most of the target's value first
--  2 worst         national, among the worst of those like it
--  3 unsettled     there is target and outcome, but the outcome does not settle it
--  4 no_outcome    a target without outcome
--  5 no_figure     listed in a document, and no more
--  6 no_position   national, not to be placed: no direction, no peers or no value
--  7 no_target     an outcome without target
--  8 middle        national, in the middle of those like it
--  9 met           the target is met
-- 10 best          national, among the best of those like it
-- Within one concern a national value over five years older than the newest one stands last.
-- The counts are of all rows; concern_count is of those with the row's concern. A row is placed
-- where its measure, its own or the nearest, has a position. position_count is of those with the
-- row's position, apart for measures where one way is better (is_directed) and where none is. An
-- old value is over five years older than the newest one placed.
with listing as (
    select
        kpi_listing.kpi_code,
        kpi_listing.frequency_text,
        kpi_listing.reports_per_year,
        row_number() over (
            partition by kpi_listing.kpi_code
            order by
                document_current.year desc,
                kpi_listing.document_id asc,
                kpi_listing.sort_order asc
        ) as recency
    from kpi_listing
    inner join document_current on kpi_listing.document_id = document_current.document_id
    where
        document_current.municipality_code = $municipality_code::text
        and not document_current.is_superseded
),

result as (
    select
        kpi_code,
        year,
        gender,
        target_operator,
        target_value,
        target_value_high,
        target_value_text,
        outcome_operator,
        outcome_value,
        outcome_value_high,
        outcome_value_text,
        outcome_period_text,
        is_met,
        distance,
        has_target,
        has_outcome,
        target_document_id,
        target_sheet_id,
        target_source,
        outcome_document_id,
        outcome_sheet_id,
        outcome_source,
        distance / nullif(abs(target_value), 0) as relative_distance,
        max(case when has_target then year end) over (partition by kpi_code) as latest_target_year,
        count(distinct outcome_id) over (partition by kpi_code, year, gender) as outcome_count,
        row_number() over (
            partition by kpi_code
            order by
                case when has_target and has_outcome then 0 when has_target then 1 else 2 end asc,
                year desc,
                case gender when 'T' then 1 when 'K' then 2 else 3 end asc,
                case when is_met then 2 when is_met is null then 1 else 0 end asc,
                distance asc nulls last,
                target_id asc,
                outcome_id asc
        ) as preference
    from kpi_result
    where municipality_code = $municipality_code
),

own_series as (
    select
        national_kpi_id,
        year,
        state,
        value
    from national_value
    where area_code = $municipality_code and gender = 'T'
),

latest_year as (
    select
        national_kpi_id,
        coalesce(max(case when state = 'value' then year end), max(year)) as year
    from own_series
    group by national_kpi_id
),

own_value as (
    select
        own_series.national_kpi_id,
        own_series.year,
        own_series.state,
        own_series.value,
        national_kpi.direction,
        national_kpi.topic,
        national_kpi.has_all_areas,
        coalesce((
            select max(national_series_break.year)
            from national_series_break
            where
                national_series_break.national_kpi_id = own_series.national_kpi_id
                and national_series_break.year <= own_series.year
        ), 0) as break_year
    from own_series
    inner join latest_year
        on
            own_series.national_kpi_id = latest_year.national_kpi_id
            and own_series.year = latest_year.year
    inner join national_kpi on own_series.national_kpi_id = national_kpi.national_kpi_id
),

peer_group as (
    select
        own_value.national_kpi_id,
        national_peer_group.group_id,
        national_peer_group.title,
        national_peer_group.year
    from own_value
    inner join national_peer_group on own_value.topic = national_peer_group.topic
    where national_peer_group.municipality_code = $municipality_code
),

peer as (
    select
        own_value.national_kpi_id,
        count(*) as member_value_count,
        percentile_cont(0.25) within group (order by national_value.value) as lower_quartile,
        percentile_cont(0.5) within group (order by national_value.value) as median,
        percentile_cont(0.75) within group (order by national_value.value) as upper_quartile,
        true as is_counted_here
    from own_value
    inner join peer_group on own_value.national_kpi_id = peer_group.national_kpi_id
    inner join national_group_member on peer_group.group_id = national_group_member.group_id
    inner join national_value
        on
            own_value.national_kpi_id = national_value.national_kpi_id
            and own_value.year = national_value.year
            and national_group_member.municipality_code = national_value.area_code
    where
        own_value.has_all_areas
        and national_value.gender = 'T'
        and national_value.state = 'value'
        and national_value.area_code <> $municipality_code
    group by own_value.national_kpi_id

    union all

    select
        own_value.national_kpi_id,
        national_summary_fact.area_count as member_value_count,
        national_summary_fact.lower_quartile,
        national_summary_fact.median,
        national_summary_fact.upper_quartile,
        false as is_counted_here
    from own_value
    inner join peer_group on own_value.national_kpi_id = peer_group.national_kpi_id
    inner join national_summary_fact
        on
            own_value.national_kpi_id = national_summary_fact.national_kpi_id
            and own_value.year = national_summary_fact.year
            and peer_group.group_id = national_summary_fact.group_id
    where not own_value.has_all_areas and national_summary_fact.gender = 'T'
),

placed as (
    select
        own_value.national_kpi_id,
        own_value.year,
        own_value.state,
        own_value.value,
        peer.median as peer_median,
        peer.lower_quartile as peer_lower_quartile,
        peer.upper_quartile as peer_upper_quartile,
        case
            when own_value.direction = 'lower' then peer.median - own_value.value
            else own_value.value - peer.median
        end as difference,
        case
            when own_value.value is null or peer.median is null or peer.member_value_count < 3
                then null
            when
                own_value.value >= peer.upper_quartile
                and own_value.value > peer.lower_quartile
                then
                    case own_value.direction
                        when 'higher' then 'best'
                        when 'lower' then 'worst'
                        else 'high'
                    end
            when
                own_value.value <= peer.lower_quartile
                and own_value.value < peer.upper_quartile
                then
                    case own_value.direction
                        when 'higher' then 'worst'
                        when 'lower' then 'best'
                        else 'low'
                    end
            else 'middle'
        end as position,
        peer_group.title as group_title,
        peer_group.year as group_year,
        case
            when own_value.break_year <= own_value.year - 1
                then round(own_value.value - before_1.value, 10)
        end as change_1_year,
        case
            when own_value.break_year <= own_value.year - 3
                then round(own_value.value - before_3.value, 10)
        end as change_3_years,
        peer.is_counted_here
    from own_value
    left join peer_group on own_value.national_kpi_id = peer_group.national_kpi_id
    left join peer on own_value.national_kpi_id = peer.national_kpi_id
    left join own_series as before_1
        on
            own_value.national_kpi_id = before_1.national_kpi_id
            and own_value.year = before_1.year + 1
    left join own_series as before_3
        on
            own_value.national_kpi_id = before_3.national_kpi_id
            and own_value.year = before_3.year + 3
),

listed as (
    select kpi_code from listing
    union
    select kpi_code from result
    union
    select national_kpi_id as kpi_code from placed
),

-- The measure is the national key figure itself, or the nearest one.
named as (
    select
        listed.kpi_code,
        kpi.kpi,
        kpi.unit,
        kpi.direction,
        kpi.reports_per_year,
        kpi.definition_gap,
        coalesce(kpi.is_national, true) as is_national,
        case
            when coalesce(kpi.is_national, true) then listed.kpi_code
            else kpi.nearest_kolada_id
        end as measure_id
    from listed
    left join kpi on listed.kpi_code = kpi.kpi_code
),

gathered as (
    select
        named.kpi_code,
        coalesce(named.kpi, measure_kpi.title) as kpi,
        coalesce(named.unit, measure_kpi.unit) as unit,
        coalesce(named.direction, measure_kpi.direction) as direction,
        coalesce(listing.reports_per_year, named.reports_per_year) as reports_per_year,
        listing.frequency_text,
        named.is_national,
        listing.kpi_code is not null as is_listed,
        result.latest_target_year is not null as has_target,
        coalesce(result.has_outcome, false) as has_outcome,
        result.latest_target_year,
        named.measure_id,
        measure_kpi.title as measure_title,
        measure_kpi.unit as measure_unit,
        measure_kpi.direction as measure_direction,
        named.definition_gap,
        result.year as own_year,
        result.gender as own_gender,
        result.target_operator,
        result.target_value,
        result.target_value_high,
        result.target_value_text,
        result.outcome_operator,
        result.outcome_value,
        result.outcome_value_high,
        result.outcome_value_text,
        result.outcome_period_text,
        result.outcome_count,
        result.is_met,
        result.distance,
        result.relative_distance,
        result.target_document_id,
        result.target_sheet_id,
        result.target_source,
        result.outcome_document_id,
        result.outcome_sheet_id,
        result.outcome_source,
        measure.year as measure_year,
        measure.state as measure_state,
        measure.value as measure_value,
        measure.peer_median as measure_peer_median,
        measure.peer_lower_quartile as measure_peer_lower_quartile,
        measure.peer_upper_quartile as measure_peer_upper_quartile,
        measure.difference as measure_difference,
        measure.position as measure_position,
        measure.group_title as measure_group_title,
        measure.group_year as measure_group_year,
        measure.change_1_year as measure_change_1_year,
        measure.change_3_years as measure_change_3_years,
        measure.is_counted_here as measure_is_counted_here,
        case
            when not result.is_met then 'missed'
            when named.is_national and measure.position = 'worst' then 'worst'
            when result.is_met then 'met'
            when result.has_target and result.has_outcome then 'unsettled'
            when result.has_target then 'no_outcome'
            when
                named.is_national
                and measure.position in ('middle', 'best')
                and measure_kpi.direction in ('higher', 'lower')
                then measure.position
            when named.is_national and measure.year is not null then 'no_position'
            when result.has_outcome then 'no_target'
            else 'no_figure'
        end as concern
    from named
    left join listing on named.kpi_code = listing.kpi_code and listing.recency = 1
    left join result on named.kpi_code = result.kpi_code and result.preference = 1
    left join placed as measure on named.measure_id = measure.national_kpi_id
    left join national_kpi as measure_kpi on named.measure_id = measure_kpi.national_kpi_id
),

positioned as (
    select
        *,
        case when measure_position is not null then measure_year end as placed_year,
        case
            when is_national then coalesce(direction, 'none')
            else coalesce(measure_direction, 'none')
        end in ('higher', 'lower') as is_directed
    from gathered
),

counted as (
    select
        *,
        count(*) over () as kpi_count,
        count(*) over (partition by concern) as concern_count,
        count(placed_year) over () as placed_count,
        count(placed_year) over (partition by measure_position, is_directed)
            as position_count,
        min(placed_year) over () as first_placed_year,
        max(placed_year) over () as last_placed_year
    from positioned
)

select
    kpi_code,
    kpi,
    unit,
    direction,
    reports_per_year,
    frequency_text,
    is_national,
    is_listed,
    has_target,
    has_outcome,
    latest_target_year,
    case when not is_national then measure_id end as nearest_kolada_id,
    case when not is_national then measure_title end as nearest_title,
    case when not is_national then measure_unit end as nearest_unit,
    case when not is_national then measure_direction end as nearest_direction,
    case when not is_national then definition_gap end as definition_gap,
    own_year,
    own_gender,
    target_operator,
    target_value,
    target_value_high,
    target_value_text,
    outcome_operator,
    outcome_value,
    outcome_value_high,
    outcome_value_text,
    outcome_period_text,
    outcome_count,
    is_met,
    distance,
    relative_distance,
    target_document_id,
    target_sheet_id,
    target_source,
    outcome_document_id,
    outcome_sheet_id,
    outcome_source,
    case when is_national then measure_year end as national_year,
    case when is_national then measure_state end as national_state,
    case when is_national then measure_value end as national_value,
    case when is_national then measure_peer_median end as national_peer_median,
    case when is_national then measure_peer_lower_quartile end as national_peer_lower_quartile,
    case when is_national then measure_peer_upper_quartile end as national_peer_upper_quartile,
    case when is_national then measure_difference end as national_difference,
    case when is_national then measure_position end as national_position,
    case when is_national then measure_group_title end as national_group_title,
    case when is_national then measure_group_year end as national_group_year,
    case when is_national then measure_change_1_year end as national_change_1_year,
    case when is_national then measure_change_3_years end as national_change_3_years,
    case when is_national then measure_is_counted_here end as national_is_counted_here,
    case when not is_national then measure_year end as nearest_year,
    case when not is_national then measure_state end as nearest_state,
    case when not is_national then measure_value end as nearest_value,
    case when not is_national then measure_peer_median end as nearest_peer_median,
    case when not is_national then measure_peer_lower_quartile end as nearest_peer_lower_quartile,
    case when not is_national then measure_peer_upper_quartile end as nearest_peer_upper_quartile,
    case when not is_national then measure_difference end as nearest_difference,
    case when not is_national then measure_position end as nearest_position,
    case when not is_national then measure_group_title end as nearest_group_title,
    case when not is_national then measure_group_year end as nearest_group_year,
    case when not is_national then measure_change_1_year end as nearest_change_1_year,
    case when not is_national then measure_change_3_years end as nearest_change_3_years,
    case when not is_national then measure_is_counted_here end as nearest_is_counted_here,
    concern,
    case concern
        when 'missed' then 1
        when 'worst' then 2
        when 'unsettled' then 3
        when 'no_outcome' then 4
        when 'no_figure' then 5
        when 'no_position' then 6
        when 'no_target' then 7
        when 'middle' then 8
        when 'met' then 9
        else 10
    end as concern_order,
    kpi_count,
    concern_count,
    placed_count,
    kpi_count - placed_count as not_placed_count,
    is_directed,
    position_count,
    first_placed_year,
    last_placed_year,
    count(case when placed_year < last_placed_year - 5 then 1 end) over () as old_placed_count
from counted
order by
    concern_order asc,
    case
        when is_national and measure_year < max(measure_year) over () - 5 then 1
        else 0
    end asc,
    case when concern = 'missed' then relative_distance end asc nulls last,
    case
        when is_national then measure_difference / nullif(abs(measure_peer_median), 0)
    end asc nulls last,
    kpi collate sv asc,
    kpi_code asc
