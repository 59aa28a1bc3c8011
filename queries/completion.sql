-- How much is completed in each document, at each occasion?
-- One row per document, occasion and unit of counting; a document without activities has none.
-- $document_ids (text, optional): only these documents, separated by comma; left out means all
--    that no other document replaces
-- $unit (text, optional): listed or distinct; left out means both
select
    document_current.document_id,
    document_current.municipality_code,
    document_current.municipality,
    document_current.title,
    document_current.kind,
    document_current.year,
    document_completion.occasion_number,
    occasion.label,
    occasion.as_of_date,
    document_completion.unit,
    document_completion.activity_count,
    document_completion.reported_count,
    document_completion.not_reported_count,
    document_completion.completed_count,
    document_completion.completion_share
from document_completion
inner join document_current on document_completion.document_id = document_current.document_id
inner join occasion
    on
        document_completion.document_id = occasion.document_id
        and document_completion.occasion_number = occasion.occasion_number
where
    case
        when $document_ids::text is null then not document_current.is_superseded
        else strpos(',' || $document_ids || ',', ',' || document_current.document_id || ',') > 0
    end
    and ($unit::text is null or document_completion.unit = $unit)
order by
    document_current.municipality collate sv asc,
    document_current.year desc,
    document_current.document_id asc,
    document_completion.occasion_number asc,
    -- Listed, the default, before distinct.
    document_completion.unit desc
