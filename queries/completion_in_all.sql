-- How much is completed in several documents together?
-- One row per question, also where none of the documents reports a status.
-- $document_ids (text): documents, comma-separated

-- As listed, and as each document's last occasion has it.
select
    count(distinct document.municipality_code) as municipality_count,
    coalesce(sum(document_completion.reported_count), 0)::bigint as reported_count,
    coalesce(sum(document_completion.completed_count), 0)::bigint as completed_count
from document_current as document
left join document_completion
    on
        document.document_id = document_completion.document_id
        and document.occasion_number = document_completion.occasion_number
        and document_completion.unit = 'listed'
where strpos(',' || $document_ids || ',', ',' || document.document_id || ',') > 0
order by municipality_count
