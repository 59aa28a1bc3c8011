-- Which key figures can municipalities be compared by, and what is missing for the rest?
-- One row per key figure that any of them has a figure of, and municipality; comparable ones first.
-- $municipality_codes (text): two to five municipalities, comma-separated

-- The year is the latest in which all of them have a value, for all (T): a national one, or an own
-- outcome. Where there is none, year and value are empty and each has its own latest ones, with the
-- reason why they cannot be held together: not_fetched (a national one), not_held, missing, secret
-- or not_applicable (as Kolada says), only_target, or no_common_year where all have values but of
-- different years.
-- Of several own figures of one year one is told, that of the whole year first: figure_count is how
-- many there are, period_text what period or group the one told is of.
-- The target is that of the year, otherwise the latest; is_met is of the year alone. The difference
-- to the best is signed so that plus is better, so it is never above 0; it is empty where no
-- direction is better or an outcome is only a bound. The position among those like each
-- municipality is that of national_peers in the year of its value. shared_count is how many key
-- figures all of them have for the same year, apart_count how many the others are.
with chosen as (
    select
        municipality_code,
        municipality,
        strpos(',' || $municipality_codes::text || ',', ',' || municipality_code || ',')
            as ask_order,
        count(*) over () as municipality_count
    from municipality
    where strpos(',' || $municipality_codes || ',', ',' || municipality_code || ',') > 0
),

national_figure as (
    select
        national_value.national_kpi_id as kpi_code,
        national_value.area_code as municipality_code,
        national_value.year,
        national_value.state,
        national_value.value
    from national_value
    inner join chosen on national_value.area_code = chosen.municipality_code
    where national_value.gender = 'T'
),

-- Of several figures of one year, that of the whole year goes first.
own_figure_ranked as (
    select
        kpi_result.kpi_code,
        kpi_result.municipality_code,
        kpi_result.year,
        kpi_result.outcome_operator,
        kpi_result.outcome_value,
        kpi_result.outcome_value_high,
        kpi_result.outcome_value_text,
        kpi_result.outcome_period_text,
        count(*) over (
            partition by kpi_result.kpi_code, kpi_result.municipality_code, kpi_result.year
        ) as figure_count,
        row_number() over (
            partition by kpi_result.kpi_code, kpi_result.municipality_code, kpi_result.year
            order by
                case when kpi_result.outcome_period_text is null then 0 else 1 end asc,
                kpi_result.outcome_document_id asc nulls last,
                kpi_result.outcome_sort_order asc,
                kpi_result.outcome_id asc
        ) as preference
    from kpi_result
    inner join chosen on kpi_result.municipality_code = chosen.municipality_code
    where kpi_result.has_outcome and kpi_result.gender = 'T'
),

figure as (
    select
        kpi_code,
        municipality_code,
        year,
        state,
        '=' as operator,
        value,
        null::double as value_high,
        null::text as value_text,
        null::text as period_text,
        1 as figure_count
    from national_figure

    union all

    -- What Kolada gives is there already.
    select
        own_figure_ranked.kpi_code,
        own_figure_ranked.municipality_code,
        own_figure_ranked.year,
        'value' as state,
        own_figure_ranked.outcome_operator as operator,
        own_figure_ranked.outcome_value as value,
        own_figure_ranked.outcome_value_high as value_high,
        own_figure_ranked.outcome_value_text as value_text,
        own_figure_ranked.outcome_period_text as period_text,
        own_figure_ranked.figure_count
    from own_figure_ranked
    left join national_figure
        on
            own_figure_ranked.kpi_code = national_figure.kpi_code
            and own_figure_ranked.municipality_code = national_figure.municipality_code
            and own_figure_ranked.year = national_figure.year
    where own_figure_ranked.preference = 1 and national_figure.kpi_code is null
),

year_count as (
    select
        kpi_code,
        year,
        count(*) as value_count
    from figure
    where state = 'value'
    group by kpi_code, year
),

common_year as (
    select
        kpi_code,
        max(year) as year
    from year_count
    where value_count = (select count(*) from chosen)
    group by kpi_code
),

latest_year as (
    select
        kpi_code,
        municipality_code,
        coalesce(max(case when state = 'value' then year end), max(year)) as year
    from figure
    group by kpi_code, municipality_code
),

latest as (
    select figure.*
    from figure
    inner join latest_year
        on
            figure.kpi_code = latest_year.kpi_code
            and figure.municipality_code = latest_year.municipality_code
            and figure.year = latest_year.year
),

ranked_target as (
    select
        kpi_result.kpi_code,
        kpi_result.municipality_code,
        kpi_result.year,
        kpi_result.target_operator,
        kpi_result.target_value,
        kpi_result.target_value_high,
        kpi_result.target_value_text,
        case when kpi_result.year = common_year.year then kpi_result.is_met end as is_met,
        row_number() over (
            partition by kpi_result.kpi_code, kpi_result.municipality_code
            order by
                case when kpi_result.year = common_year.year then 0 else 1 end asc,
                kpi_result.year desc,
                case
                    when kpi_result.is_met then 2
                    when kpi_result.is_met is null then 1
                    else 0
                end asc,
                kpi_result.target_id asc,
                kpi_result.outcome_id asc
        ) as preference
    from kpi_result
    inner join chosen on kpi_result.municipality_code = chosen.municipality_code
    left join common_year on kpi_result.kpi_code = common_year.kpi_code
    where kpi_result.has_target and kpi_result.gender = 'T'
),

listed as (
    select kpi_code from figure
    union
    select kpi_code from ranked_target
),

-- The value that is shown: of the common year, otherwise each one's latest.
shown as (
    select
        listed.kpi_code,
        chosen.municipality_code,
        chosen.municipality,
        chosen.ask_order,
        common_year.year,
        common_year.year is not null as has_all,
        row_number() over (partition by listed.kpi_code order by chosen.ask_order) as kpi_place,
        coalesce(figure.state, latest.state) as state,
        figure.operator,
        figure.value,
        figure.value_high,
        figure.value_text,
        figure.period_text,
        figure.figure_count,
        latest.year as latest_year,
        latest.operator as latest_operator,
        latest.value as latest_value,
        latest.value_high as latest_value_high,
        latest.value_text as latest_value_text,
        latest.period_text as latest_period_text,
        latest.figure_count as latest_figure_count,
        count(latest.value) over (partition by listed.kpi_code) = chosen.municipality_count
            as has_each_a_value,
        coalesce(
            bool_and(figure.operator = '=' and figure.value_high is null)
                over (partition by listed.kpi_code),
            false
        ) as is_exact,
        max(figure.value) over (partition by listed.kpi_code) as highest_value,
        min(figure.value) over (partition by listed.kpi_code) as lowest_value
    from listed
    cross join chosen
    left join common_year on listed.kpi_code = common_year.kpi_code
    left join figure
        on
            listed.kpi_code = figure.kpi_code
            and chosen.municipality_code = figure.municipality_code
            and common_year.year = figure.year
    left join latest
        on
            listed.kpi_code = latest.kpi_code
            and chosen.municipality_code = latest.municipality_code
),

measure as (
    select
        shown.kpi_code,
        shown.municipality_code,
        coalesce(shown.year, shown.latest_year) as year,
        coalesce(shown.value, shown.latest_value) as value,
        national_kpi.direction,
        national_kpi.topic,
        national_kpi.has_all_areas
    from shown
    inner join national_kpi on shown.kpi_code = national_kpi.national_kpi_id
    where coalesce(shown.value, shown.latest_value) is not null
),

peer_group as (
    select
        measure.kpi_code,
        measure.municipality_code,
        national_peer_group.group_id
    from measure
    inner join national_peer_group
        on
            measure.municipality_code = national_peer_group.municipality_code
            and measure.topic = national_peer_group.topic
),

peer as (
    select
        measure.kpi_code,
        measure.municipality_code,
        count(*) as member_value_count,
        percentile_cont(0.25) within group (order by national_value.value) as lower_quartile,
        percentile_cont(0.75) within group (order by national_value.value) as upper_quartile
    from measure
    inner join peer_group
        on
            measure.kpi_code = peer_group.kpi_code
            and measure.municipality_code = peer_group.municipality_code
    inner join national_group_member on peer_group.group_id = national_group_member.group_id
    inner join national_value
        on
            measure.kpi_code = national_value.national_kpi_id
            and measure.year = national_value.year
            and national_group_member.municipality_code = national_value.area_code
            and measure.municipality_code <> national_value.area_code
    where
        measure.has_all_areas
        and national_value.gender = 'T'
        and national_value.state = 'value'
    group by measure.kpi_code, measure.municipality_code

    union all

    select
        measure.kpi_code,
        measure.municipality_code,
        national_summary_fact.area_count as member_value_count,
        national_summary_fact.lower_quartile,
        national_summary_fact.upper_quartile
    from measure
    inner join peer_group
        on
            measure.kpi_code = peer_group.kpi_code
            and measure.municipality_code = peer_group.municipality_code
    inner join national_summary_fact
        on
            measure.kpi_code = national_summary_fact.national_kpi_id
            and measure.year = national_summary_fact.year
            and peer_group.group_id = national_summary_fact.group_id
    where not measure.has_all_areas and national_summary_fact.gender = 'T'
),

placed as (
    select
        measure.kpi_code,
        measure.municipality_code,
        case
            when peer.member_value_count < 3 then null
            when
                measure.value >= peer.upper_quartile
                and measure.value > peer.lower_quartile
                then
                    case measure.direction
                        when 'higher' then 'best'
                        when 'lower' then 'worst'
                        else 'high'
                    end
            when
                measure.value <= peer.lower_quartile
                and measure.value < peer.upper_quartile
                then
                    case measure.direction
                        when 'higher' then 'worst'
                        when 'lower' then 'best'
                        else 'low'
                    end
            else 'middle'
        end as position
    from measure
    inner join peer
        on
            measure.kpi_code = peer.kpi_code
            and measure.municipality_code = peer.municipality_code
)

select
    shown.kpi_code,
    coalesce(kpi.kpi, national_kpi.title) as kpi,
    coalesce(kpi.unit, national_kpi.unit) as unit,
    coalesce(kpi.direction, national_kpi.direction) as direction,
    coalesce(kpi.is_national, true) as is_national,
    shown.municipality_code,
    shown.municipality,
    shown.has_all,
    shown.year,
    shown.state,
    shown.operator,
    shown.value,
    shown.value_high,
    shown.value_text,
    shown.period_text,
    shown.figure_count,
    case
        when shown.has_all then null
        when shown.latest_value is not null and shown.has_each_a_value then 'no_common_year'
        when shown.latest_value is not null then null
        when shown.state is not null then shown.state
        when ranked_target.kpi_code is not null then 'only_target'
        when not national_kpi.has_all_areas then 'not_fetched'
        else 'not_held'
    end as missing_reason,
    shown.latest_year,
    shown.latest_operator,
    shown.latest_value,
    shown.latest_value_high,
    shown.latest_value_text,
    shown.latest_period_text,
    shown.latest_figure_count,
    ranked_target.year as target_year,
    ranked_target.target_operator,
    ranked_target.target_value,
    ranked_target.target_value_high,
    ranked_target.target_value_text,
    ranked_target.is_met,
    case
        when not shown.is_exact then null
        when coalesce(kpi.direction, national_kpi.direction) = 'higher'
            then shown.value - shown.highest_value
        when coalesce(kpi.direction, national_kpi.direction) = 'lower'
            then shown.lowest_value - shown.value
    end as difference_to_best,
    placed.position as peer_position,
    count(case when shown.has_all and shown.kpi_place = 1 then 1 end) over () as shared_count,
    count(case when not shown.has_all and shown.kpi_place = 1 then 1 end) over () as apart_count
from shown
left join kpi on shown.kpi_code = kpi.kpi_code
left join national_kpi on shown.kpi_code = national_kpi.national_kpi_id
left join ranked_target
    on
        shown.kpi_code = ranked_target.kpi_code
        and shown.municipality_code = ranked_target.municipality_code
        and ranked_target.preference = 1
left join placed
    on
        shown.kpi_code = placed.kpi_code
        and shown.municipality_code = placed.municipality_code
order by
    shown.has_all desc,
    coalesce(kpi.kpi, national_kpi.title) collate sv asc,
    shown.kpi_code asc,
    shown.ask_order asc
