-- How do the municipalities of the country lie in each national key figure?
-- One row per national key figure, year and gender.

-- Where the values of all municipalities are held, they are counted here; otherwise what came
-- counted with Målkollen stands in. The nation is no municipality.
with counted as (
    select
        national_value.national_kpi_id,
        national_value.year,
        national_value.gender,
        count(*) as area_count,
        percentile_cont(0.25) within group (order by national_value.value) as lower_quartile,
        percentile_cont(0.5) within group (order by national_value.value) as median,
        percentile_cont(0.75) within group (order by national_value.value) as upper_quartile,
        true as is_counted_here
    from national_value
    inner join national_kpi on national_value.national_kpi_id = national_kpi.national_kpi_id
    where
        national_kpi.has_all_areas
        and national_value.state = 'value'
        and national_value.area_code <> '0000'
    group by
        national_value.national_kpi_id,
        national_value.year,
        national_value.gender
),

shipped as (
    select
        national_summary_fact.national_kpi_id,
        national_summary_fact.year,
        national_summary_fact.gender,
        national_summary_fact.area_count,
        national_summary_fact.lower_quartile,
        national_summary_fact.median,
        national_summary_fact.upper_quartile,
        false as is_counted_here
    from national_summary_fact
    inner join national_kpi
        on national_summary_fact.national_kpi_id = national_kpi.national_kpi_id
    where
        not national_kpi.has_all_areas
        and national_summary_fact.group_id = 'all'
),

summary as (
    select * from counted
    union all
    select * from shipped
)

select
    national_kpi_id,
    year,
    gender,
    area_count,
    lower_quartile,
    median,
    upper_quartile,
    is_counted_here
from summary
order by national_kpi_id, year, gender
