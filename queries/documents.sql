-- Which documents are there, and what does each hold?
-- One row per document.
-- $municipality_code (text, optional): only this municipality; left out means all
with finding_total as (
    select
        document_id,
        count(*) as finding_count
    from finding
    group by document_id
)

select
    document.document_id,
    document.municipality_code,
    document_current.municipality,
    document.title,
    document.body,
    document.kind,
    document.year,
    document.term_start_year,
    document.term_end_year,
    document.diary_number,
    document.published_at,
    document.original_file_name,
    document.original_sha256,
    document.taken_in_by,
    document.taken_in_on,
    document.reader,
    document.supersedes_document_id,
    document_current.is_superseded,
    document_current.is_newest,
    document_current.occasion_number as last_occasion_number,
    document_current.label as last_occasion_label,
    document_current.as_of_date,
    document_current.is_as_of_stated,
    document_current.as_of_note,
    document_current.occasion_count,
    document_current.goal_count,
    document_current.activity_count,
    document_current.distinct_activity_count,
    document_current.reported_count,
    document_current.target_count,
    document_current.outcome_count,
    document_current.kpi_listing_count,
    document_current.budget_line_count,
    coalesce(finding_total.finding_count, 0) as finding_count
from document
inner join document_current on document.document_id = document_current.document_id
left join finding_total on document.document_id = finding_total.document_id
where $municipality_code::text is null or document.municipality_code = $municipality_code
order by
    document_current.municipality collate sv asc,
    document.year desc,
    document_current.as_of_date desc nulls last,
    document.document_id asc
