-- Which national values were revised or taken away after they had been fetched?
-- One row per revision, the latest first.
-- $national_kpi_id (text, optional): the national key figure; left out means all

-- current_ is what is in force now, which may have been revised once more; it is empty where the
-- value was taken away. The difference is the value now less that before.
select
    national_revision.national_kpi_id,
    national_kpi.title,
    national_kpi.unit,
    national_revision.area_code,
    case
        when national_revision.area_code = '0000' then 'Riket'
        else municipality.municipality
    end as area,
    national_revision.year,
    national_revision.gender,
    national_revision.old_state,
    national_revision.old_value,
    national_value.state as current_state,
    national_value.value as current_value,
    national_value.value - national_revision.old_value as difference,
    national_revision.fetched_on,
    national_revision.replaced_on
from national_revision
left join national_kpi on national_revision.national_kpi_id = national_kpi.national_kpi_id
left join municipality on national_revision.area_code = municipality.municipality_code
left join national_value
    on
        national_revision.national_kpi_id = national_value.national_kpi_id
        and national_revision.area_code = national_value.area_code
        and national_revision.year = national_value.year
        and national_revision.gender = national_value.gender
where $national_kpi_id::text is null or national_revision.national_kpi_id = $national_kpi_id
order by
    national_revision.replaced_on desc,
    national_kpi.title collate sv asc,
    national_revision.national_kpi_id asc,
    municipality.municipality collate sv asc,
    national_revision.area_code asc,
    national_revision.year desc,
    case national_revision.gender when 'T' then 1 when 'K' then 2 else 3 end asc,
    national_revision.fetched_on desc
