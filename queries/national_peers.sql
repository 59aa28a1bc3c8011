-- How does a municipality stand beside those like it in a national key figure?
-- One row per year in which the municipality or those like it have something.
-- $national_kpi_id (text): the national key figure
-- $municipality_code (text): the municipality
-- $gender (text, optional): T, K or M; left out means T

-- Those like it are Kolada's group in the key figure's topic, otherwise the general one, of the
-- latest year; the municipality itself is not among them. Where the values of all municipalities
-- are not held, what came counted with Målkollen stands in. The difference to their median is
-- signed so that plus is better; where no direction is better it is the value less the median.
-- The position is best, middle or worst (high, middle or low where no direction is better) against
-- their quartiles: at the good one or beyond is best, at the bad one or beyond is worst, and where
-- both are one value, that value is middle; beside fewer than three there is none. The rank counts
-- the municipality in; 1 is the best, or the highest where no direction is better.
with measure as (
    select
        national_kpi_id,
        direction,
        topic,
        has_all_areas
    from national_kpi
    where national_kpi_id = $national_kpi_id::text
),

peer_group as (
    select
        national_peer_group.group_id,
        national_peer_group.title,
        national_peer_group.year,
        count(national_group_member.municipality_code) as member_count
    from measure
    inner join national_peer_group on measure.topic = national_peer_group.topic
    left join national_group_member
        on
            national_peer_group.group_id = national_group_member.group_id
            and national_peer_group.municipality_code <> national_group_member.municipality_code
    where national_peer_group.municipality_code = $municipality_code::text
    group by
        national_peer_group.group_id,
        national_peer_group.title,
        national_peer_group.year
),

own as (
    select
        year,
        state,
        value
    from national_value
    where
        national_kpi_id = $national_kpi_id
        and gender = coalesce($gender::text, 'T')
        and area_code = $municipality_code
),

member_value as (
    select
        national_value.year,
        national_value.value
    from peer_group
    inner join national_group_member on peer_group.group_id = national_group_member.group_id
    inner join national_value
        on national_group_member.municipality_code = national_value.area_code
    cross join measure
    where
        measure.has_all_areas
        and national_value.national_kpi_id = $national_kpi_id
        and national_value.gender = coalesce($gender, 'T')
        and national_value.state = 'value'
        and national_value.area_code <> $municipality_code
),

peer as (
    select
        member_value.year,
        count(*) as member_value_count,
        percentile_cont(0.25) within group (order by member_value.value) as lower_quartile,
        percentile_cont(0.5) within group (order by member_value.value) as median,
        percentile_cont(0.75) within group (order by member_value.value) as upper_quartile,
        -- A rank is among values, so it needs them one by one.
        case when min(own.value) is not null then count(*) + 1 end as rank_count,
        case
            when min(own.value) is not null
                then
                    1 + count(*) filter (
                        where case
                            when measure.direction = 'lower' then member_value.value < own.value
                            else member_value.value > own.value
                        end
                    )
        end as rank_number,
        true as is_counted_here
    from member_value
    cross join measure
    left join own on member_value.year = own.year
    group by member_value.year

    union all

    select
        national_summary_fact.year,
        national_summary_fact.area_count as member_value_count,
        national_summary_fact.lower_quartile,
        national_summary_fact.median,
        national_summary_fact.upper_quartile,
        null as rank_count,
        null as rank_number,
        false as is_counted_here
    from national_summary_fact
    inner join peer_group on national_summary_fact.group_id = peer_group.group_id
    cross join measure
    where
        not measure.has_all_areas
        and national_summary_fact.national_kpi_id = $national_kpi_id
        and national_summary_fact.gender = coalesce($gender, 'T')
),

listed as (
    select year from own
    union
    select year from peer
)

select
    listed.year,
    coalesce($gender, 'T') as gender,
    peer_group.group_id,
    peer_group.title as group_title,
    peer_group.year as group_year,
    peer_group.member_count,
    coalesce(peer.member_value_count, 0) as member_value_count,
    own.value,
    own.state,
    peer.median as peer_median,
    peer.lower_quartile as peer_lower_quartile,
    peer.upper_quartile as peer_upper_quartile,
    case
        when measure.direction = 'lower' then peer.median - own.value
        else own.value - peer.median
    end as difference,
    case
        when own.value is null or peer.median is null or peer.member_value_count < 3 then null
        when own.value >= peer.upper_quartile and own.value > peer.lower_quartile
            then
                case measure.direction
                    when 'higher' then 'best'
                    when 'lower' then 'worst'
                    else 'high'
                end
        when own.value <= peer.lower_quartile and own.value < peer.upper_quartile
            then
                case measure.direction
                    when 'higher' then 'worst'
                    when 'lower' then 'best'
                    else 'low'
                end
        else 'middle'
    end as position,
    peer.rank_number as rank_among_peers,
    peer.rank_count,
    peer.is_counted_here
from listed
cross join measure
left join peer_group on true
left join own on listed.year = own.year
left join peer on listed.year = peer.year
order by listed.year
