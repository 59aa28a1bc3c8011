-- How do the municipalities rank in a national key figure, one year?
-- One row per municipality of the country, the best first; also those of which nothing is held.
-- $national_kpi_id (text): the national key figure
-- $year (integer, optional): the year; left out means the latest in which at least half as many
--    municipalities have a value as in the year when most have one
-- $gender (text, optional): T, K or M; left out means T

-- Rank 1 is the best; where neither higher nor lower is better it is the highest value. Equal
-- values share a rank. The position is best, middle or worst (high, middle or low where no
-- direction is better): at the good quartile or beyond is best, at the bad one or beyond is worst,
-- and where both quartiles are one value, that value is middle; of fewer than three there is none.
-- Ranks and positions are only of all municipalities: there are none where not all were asked for.
-- A change is empty where a year is missing or the series was broken in between. A municipality is
-- fetched where all were asked for or any value of it is held, of whatever year and gender.
with measure as (
    select
        national_kpi_id,
        direction,
        has_all_areas
    from national_kpi
    where national_kpi_id = $national_kpi_id::text
),

held as (
    select
        area_code,
        year,
        state,
        value
    from national_value
    where
        national_kpi_id = $national_kpi_id
        and gender = coalesce($gender::text, 'T')
        and area_code <> '0000'
),

fetched as (
    select distinct area_code
    from national_value
    where national_kpi_id = $national_kpi_id
),

coverage as (
    select
        year,
        count(*) as value_count
    from held
    where state = 'value'
    group by year
),

chosen_year as (
    select coalesce($year::integer, max(coverage.year)) as year
    from coverage
    where
        coverage.value_count * 2 >= (
            select max(every_year.value_count) from coverage as every_year
        )
),

break_before as (
    select
        coalesce(
            max(national_series_break.year) > chosen_year.year - 1, false
        ) as is_within_1_year,
        coalesce(
            max(national_series_break.year) > chosen_year.year - 3, false
        ) as is_within_3_years
    from chosen_year
    left join national_series_break
        on
            chosen_year.year >= national_series_break.year
            and $national_kpi_id = national_series_break.national_kpi_id
    group by chosen_year.year
),

ranked as (
    select
        held.area_code,
        rank() over (
            order by
                case when measure.direction = 'lower' then held.value end,
                case when measure.direction <> 'lower' then held.value end desc
        ) as rank_number,
        count(*) over () as rank_count
    from held
    cross join measure
    inner join chosen_year on held.year = chosen_year.year
    where held.state = 'value' and measure.has_all_areas
)

select
    municipality.municipality_code,
    municipality.municipality,
    municipality.county_code,
    municipality.county,
    municipality.skr_group,
    chosen_year.year,
    coalesce($gender, 'T') as gender,
    held.state,
    held.value,
    ranked.rank_number as rank,
    ranked.rank_count,
    case
        when ranked.rank_count is null or ranked.rank_count < 3 then null
        when
            held.value >= national_summary.upper_quartile
            and held.value > national_summary.lower_quartile
            then
                case measure.direction
                    when 'higher' then 'best'
                    when 'lower' then 'worst'
                    else 'high'
                end
        when
            held.value <= national_summary.lower_quartile
            and held.value < national_summary.upper_quartile
            then
                case measure.direction
                    when 'higher' then 'worst'
                    when 'lower' then 'best'
                    else 'low'
                end
        else 'middle'
    end as position,
    case
        when not break_before.is_within_1_year then round(held.value - before_1.value, 10)
    end as change_1_year,
    case
        when not break_before.is_within_3_years then round(held.value - before_3.value, 10)
    end as change_3_years,
    measure.has_all_areas as is_counted,
    measure.has_all_areas or fetched.area_code is not null as is_fetched
from municipality
cross join measure
cross join chosen_year
cross join break_before
left join held
    on
        municipality.municipality_code = held.area_code
        and chosen_year.year = held.year
left join fetched on municipality.municipality_code = fetched.area_code
left join ranked on municipality.municipality_code = ranked.area_code
left join national_summary
    on
        measure.national_kpi_id = national_summary.national_kpi_id
        and chosen_year.year = national_summary.year
        and coalesce($gender, 'T') = national_summary.gender
left join held as before_1
    on
        municipality.municipality_code = before_1.area_code
        and chosen_year.year = before_1.year + 1
left join held as before_3
    on
        municipality.municipality_code = before_3.area_code
        and chosen_year.year = before_3.year + 3
order by
    ranked.rank_number nulls last,
    case when held.state = 'value' then 0 else 1 end,
    municipality.municipality collate sv,
    municipality.municipality_code
