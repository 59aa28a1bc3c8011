-- Which place did a municipality take in a national key figure, year by year?
-- One row per year in which the municipality has a value. A year in which fewer than half as many
--    have one as in the best covered year is left out: a place among them is none in the country.
-- $national_kpi_id (text): the national key figure
-- $municipality_code (text): the municipality
-- $gender (text, optional): T, K or M; left out means T

-- Rank 1 is the best; where neither higher nor lower is better it is the highest value. Equal
-- values share a rank. There is none where not all municipalities were asked for.
with measure as (
    select
        national_kpi_id,
        direction
    from national_kpi
    where national_kpi_id = $national_kpi_id::text and has_all_areas
),

ranked as (
    select
        national_value.area_code,
        national_value.year,
        national_value.gender,
        national_value.value,
        rank() over (
            partition by national_value.year
            order by
                case when measure.direction = 'lower' then national_value.value end,
                case when measure.direction <> 'lower' then national_value.value end desc
        ) as rank_number,
        count(*) over (partition by national_value.year) as rank_count
    from national_value
    inner join measure on national_value.national_kpi_id = measure.national_kpi_id
    where
        national_value.gender = coalesce($gender::text, 'T')
        and national_value.area_code <> '0000'
        and national_value.state = 'value'
),

covered as (
    select
        *,
        max(rank_count) over () as most_ranked
    from ranked
)

select
    year,
    gender,
    value,
    rank_number as rank,
    rank_count
from covered
where area_code = $municipality_code::text and rank_count * 2 >= most_ranked
order by year
