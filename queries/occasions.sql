-- When did a document report statuses, and how many activities had one?
-- One row per occasion of the document.
-- $document_id (text): the document
with reported as (
    select
        occasion_number,
        count(*) as activity_count,
        count(*) filter (where status_code <> 'not_reported') as reported_count
    from status_report
    where document_id = $document_id::text
    group by occasion_number
)

select
    occasion.document_id,
    occasion.occasion_number,
    occasion.label,
    occasion.as_of_date,
    occasion.is_as_of_stated,
    occasion.as_of_note,
    coalesce(reported.activity_count, 0) as activity_count,
    coalesce(reported.reported_count, 0) as reported_count
from occasion
left join reported on occasion.occasion_number = reported.occasion_number
where occasion.document_id = $document_id
order by occasion.occasion_number
