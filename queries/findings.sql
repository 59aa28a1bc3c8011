-- Where does a document disagree with itself, or leave something out?
-- One row per finding.
-- $document_id (text, optional): the document; left out means every document
-- $check_name (text, optional): only findings of this check
-- $severity (text, optional): only contradiction, gap or hint
select
    finding.finding_id,
    finding.check_name,
    finding.severity,
    finding.document_id,
    document.municipality_code,
    municipality.municipality,
    document.title as document_title,
    document.year,
    finding.activity_id,
    finding.goal_id,
    finding.subject_text,
    finding.found_text,
    finding.expected_text,
    finding.place_section,
    finding.place_page,
    finding.place_row
from finding
inner join document on finding.document_id = document.document_id
inner join municipality on document.municipality_code = municipality.municipality_code
where
    ($document_id::text is null or finding.document_id = $document_id)
    and ($check_name::text is null or finding.check_name = $check_name)
    and ($severity::text is null or finding.severity = $severity)
order by
    municipality.municipality collate sv asc,
    document.year desc,
    finding.document_id asc,
    case finding.severity when 'contradiction' then 1 when 'gap' then 2 else 3 end asc,
    finding.check_name asc,
    finding.place_row asc,
    finding.finding_id asc
