-- Which national key figures are known, and what is held of each?
-- One row per national key figure.

-- Years and counts are of values: what is missing, secret or not applicable is none. The nation is
-- no municipality.
with held as (
    select
        national_kpi_id,
        min(year) as first_year,
        max(year) as last_year,
        count(distinct case when area_code <> '0000' then area_code end) as municipality_count,
        count(*) as value_count
    from national_value
    where state = 'value'
    group by national_kpi_id
),

revised as (
    select
        national_kpi_id,
        count(*) as revision_count,
        max(replaced_on) as last_revision_on
    from national_revision
    group by national_kpi_id
)

select
    national_kpi.national_kpi_id,
    national_kpi.title,
    national_kpi.unit,
    national_kpi.direction,
    national_kpi.topic,
    national_kpi.definition,
    national_kpi.operating_area,
    national_kpi.is_divided_by_gender,
    national_kpi.next_publication_date,
    national_kpi.next_publication_period,
    national_kpi.state,
    national_kpi.state_note,
    national_kpi.is_fetched,
    national_kpi.has_all_areas,
    national_kpi.source,
    national_kpi.fetched_on,
    held.first_year,
    held.last_year,
    coalesce(held.municipality_count, 0) as municipality_count,
    coalesce(held.value_count, 0) as value_count,
    coalesce(revised.revision_count, 0) as revision_count,
    revised.last_revision_on,
    held.national_kpi_id is not null as has_values
from national_kpi
left join held on national_kpi.national_kpi_id = held.national_kpi_id
left join revised on national_kpi.national_kpi_id = revised.national_kpi_id
order by
    national_kpi.topic collate sv,
    national_kpi.title collate sv,
    national_kpi.national_kpi_id
