-- Between which values do the municipalities of the country lie in a national key figure?
-- One row per year: median and quartiles of all municipalities. A year in which fewer than half as
--    many have a value as in the best covered one is left out: it would be of other municipalities.
-- $national_kpi_id (text): the national key figure
-- $gender (text, optional): T, K or M; left out means T

-- Each municipality counts alike, whatever its size. From a break on, values are of another kind.
with summary as (
    select
        national_kpi_id,
        year,
        gender,
        area_count,
        lower_quartile,
        median,
        upper_quartile,
        is_counted_here,
        max(area_count) over () as most_areas,
        -- The year from which values are comparable with this one; 0 where it was never broken.
        coalesce((
            select max(national_series_break.year)
            from national_series_break
            where
                national_series_break.national_kpi_id = national_summary.national_kpi_id
                and national_series_break.year <= national_summary.year
        ), 0) as break_year
    from national_summary
    where
        national_kpi_id = $national_kpi_id::text
        and gender = coalesce($gender::text, 'T')
),

marked as (
    select
        *,
        coalesce(break_year <> lag(break_year) over by_year, false) as is_first_after_break
    from summary
    where area_count * 2 >= most_areas
    window by_year as (order by year)
)

select
    marked.year,
    marked.gender,
    marked.area_count,
    marked.lower_quartile,
    marked.median,
    marked.upper_quartile,
    marked.is_counted_here,
    marked.is_first_after_break,
    national_series_break.note as break_note
from marked
left join national_series_break
    on
        marked.national_kpi_id = national_series_break.national_kpi_id
        and marked.break_year = national_series_break.year
        and marked.is_first_after_break
order by marked.year
