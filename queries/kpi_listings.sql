-- Which key figures does a document say that it will follow, and how often?
-- One row per key figure that a document lists.
-- $document_id (text, optional): the document; left out means every document
select
    kpi_listing.kpi_listing_id,
    kpi_listing.document_id,
    document.municipality_code,
    municipality.municipality,
    document.year,
    kpi_listing.kpi_code,
    kpi.kpi,
    kpi.unit,
    kpi.direction,
    kpi_listing.name,
    kpi_listing.goal_id,
    goal.title as goal_title,
    kpi_listing.activity_id,
    activity.title as activity_title,
    kpi_listing.breakdown_text,
    kpi_listing.frequency_text,
    kpi_listing.reports_per_year,
    kpi_listing.place_section,
    kpi_listing.place_page,
    kpi_listing.place_row
from kpi_listing
inner join document on kpi_listing.document_id = document.document_id
inner join municipality on document.municipality_code = municipality.municipality_code
inner join kpi on kpi_listing.kpi_code = kpi.kpi_code
left join goal on kpi_listing.goal_id = goal.goal_id
left join activity on kpi_listing.activity_id = activity.activity_id
where $document_id::text is null or kpi_listing.document_id = $document_id
order by
    municipality.municipality collate sv,
    kpi_listing.document_id,
    kpi_listing.sort_order,
    kpi_listing.kpi_listing_id
