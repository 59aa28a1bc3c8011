-- Which municipalities follow a key figure, set a target for it or measure it?
-- One row per municipality that has the key figure.
-- $kpi_code (text): the key figure

-- Documents that another one supersedes are left out, and so are figures of a sheet that a newer
-- sheet has.
with had as (
    select document_current.municipality_code
    from kpi_listing
    inner join document_current on kpi_listing.document_id = document_current.document_id
    where kpi_listing.kpi_code = $kpi_code::text and not document_current.is_superseded

    union

    select municipality_code
    from kpi_result
    where kpi_code = $kpi_code
)

select
    municipality.municipality_code,
    municipality.municipality
from had
inner join municipality on had.municipality_code = municipality.municipality_code
order by municipality.municipality collate sv, municipality.municipality_code
