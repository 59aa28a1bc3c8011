-- Which words for statuses does each document use?
-- One row per document and word, as the document writes it, at any of its occasions; documents in
--    the order asked.
-- $document_ids (text): documents, comma-separated
select
    activity_occasion.document_id,
    document_current.municipality_code,
    document_current.municipality,
    activity_occasion.status_text,
    activity_occasion.status_code,
    activity_occasion.status,
    activity_occasion.family_code,
    activity_occasion.family,
    activity_occasion.status_sort_order as sort_order,
    count(*) as report_count
from activity_occasion
inner join document_current on activity_occasion.document_id = document_current.document_id
where
    activity_occasion.status_text is not null
    and strpos(',' || $document_ids || ',', ',' || activity_occasion.document_id || ',') > 0
group by
    activity_occasion.document_id,
    document_current.municipality_code,
    document_current.municipality,
    activity_occasion.status_text,
    activity_occasion.status_code,
    activity_occasion.status,
    activity_occasion.family_code,
    activity_occasion.family,
    activity_occasion.status_sort_order
order by
    strpos(',' || $document_ids || ',', ',' || activity_occasion.document_id || ',') asc,
    activity_occasion.document_id asc,
    activity_occasion.status_sort_order asc,
    activity_occasion.status_text collate sv asc,
    activity_occasion.status_text asc
