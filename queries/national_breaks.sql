-- From which years is a national key figure not comparable with the years before?
-- One row per break.
-- $national_kpi_id (text): the national key figure
select
    national_kpi_id,
    year,
    note,
    source
from national_series_break
where national_kpi_id = $national_kpi_id::text
order by year
