-- With which municipalities is each compared in each subject?
-- One row per municipality and subject of the national key figures.

-- Of Kolada's groups for the subject the latest; the one for all subjects where it has none of its
-- own.
with latest as (
    select
        municipality_code,
        topic,
        group_id,
        title,
        year,
        row_number() over (
            partition by municipality_code, topic order by year desc, group_id asc
        ) as recency
    from national_group
),

compared as (
    select distinct
        latest.municipality_code,
        national_kpi.topic
    from latest
    cross join national_kpi
)

select
    compared.municipality_code,
    compared.topic,
    coalesce(in_topic.group_id, in_general.group_id) as group_id,
    coalesce(in_topic.title, in_general.title) as title,
    coalesce(in_topic.year, in_general.year) as year
from compared
left join latest as in_topic
    on
        compared.municipality_code = in_topic.municipality_code
        and compared.topic = in_topic.topic
        and in_topic.recency = 1
left join latest as in_general
    on
        compared.municipality_code = in_general.municipality_code
        and in_general.topic = 'övergripande'
        and in_general.recency = 1
where coalesce(in_topic.group_id, in_general.group_id) is not null
order by compared.municipality_code, compared.topic
