-- Which municipalities is one compared with in a national key figure, and what have they?
-- One row per municipality in its group.
-- $national_kpi_id (text): the national key figure
-- $municipality_code (text): the municipality that they are like
-- $year (integer): the year of the values; the group is the latest, whatever the year
-- $gender (text, optional): T, K or M; left out means T

-- The group is that of national_peers. Where nothing is held of a municipality, its state is empty;
-- it is fetched where all were asked for or any value of it is held, of whatever year and gender.
with fetched as (
    select distinct area_code
    from national_value
    where national_kpi_id = $national_kpi_id::text
)

select
    national_peer_group.group_id,
    national_peer_group.title as group_title,
    national_peer_group.year as group_year,
    municipality.municipality_code,
    municipality.municipality,
    $year::integer as year,
    coalesce($gender::text, 'T') as gender,
    national_value.state,
    national_value.value,
    national_kpi.has_all_areas or fetched.area_code is not null as is_fetched
from national_kpi
inner join national_peer_group on national_kpi.topic = national_peer_group.topic
inner join national_group_member
    on national_peer_group.group_id = national_group_member.group_id
inner join municipality
    on national_group_member.municipality_code = municipality.municipality_code
left join fetched on municipality.municipality_code = fetched.area_code
left join national_value
    on
        municipality.municipality_code = national_value.area_code
        and national_value.national_kpi_id = $national_kpi_id
        and national_value.year = $year
        and national_value.gender = coalesce($gender, 'T')
where
    national_kpi.national_kpi_id = $national_kpi_id
    and national_peer_group.municipality_code = $municipality_code::text
    and municipality.municipality_code <> $municipality_code
order by municipality.municipality collate sv, municipality.municipality_code
