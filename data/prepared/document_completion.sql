-- How much of each document is completed, counted as listed and as distinct activities?
-- One row per document, occasion and unit of counting.

-- An activity with several listings counts once, with the status furthest down the list; a listing
-- without a status says nothing, so it only decides where no listing has one.
with ranked as (
    select
        document_id,
        occasion_number,
        is_reported,
        family_code,
        row_number() over (
            partition by document_id, occasion_number, distinct_activity_id
            order by is_reported desc, status_sort_order desc
        ) as rank_number
    from activity_occasion
),

counted as (
    select
        document_id,
        occasion_number,
        'listed' as unit,
        is_reported,
        family_code
    from activity_occasion

    union all

    select
        document_id,
        occasion_number,
        'distinct' as unit,
        is_reported,
        family_code
    from ranked
    where rank_number = 1
)

select
    document_id,
    occasion_number,
    unit,
    count(*) as activity_count,
    count(*) filter (where is_reported) as reported_count,
    count(*) filter (where not is_reported) as not_reported_count,
    count(*) filter (where family_code = 'completed') as completed_count,
    count(*) filter (where family_code = 'completed')::double
    / nullif(count(*) filter (where is_reported), 0) as completion_share
from counted
group by document_id, occasion_number, unit
order by document_id, occasion_number, unit
