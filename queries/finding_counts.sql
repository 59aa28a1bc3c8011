-- How many findings does each check make in each document?
-- One row per document and check that found something in it.
select
    finding.document_id,
    document.municipality_code,
    municipality.municipality,
    document.title as document_title,
    document.year,
    finding.check_name,
    finding.severity,
    count(*) as finding_count
from finding
inner join document on finding.document_id = document.document_id
inner join municipality on document.municipality_code = municipality.municipality_code
group by
    finding.document_id,
    document.municipality_code,
    municipality.municipality,
    document.title,
    document.year,
    finding.check_name,
    finding.severity
order by
    municipality.municipality collate sv asc,
    document.year desc,
    finding.document_id asc,
    case finding.severity when 'contradiction' then 1 when 'gap' then 2 else 3 end asc,
    finding.check_name asc
