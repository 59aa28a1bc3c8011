-- How often do documents say that they report the key figures they follow?
-- One row per municipality and frequency, the most common first.
-- $kpi_code (text, optional): the key figure; left out means all
-- $municipality_code (text, optional): the municipality; left out means all

-- The same number of times a year is one frequency, whatever words a document has for it; words
-- without a number are a frequency of their own, and so is nothing at all. Documents that another
-- one supersedes are left out. municipality_listing_count counts all that the municipality lists.
with listing as (
    select
        document_current.municipality_code,
        document_current.municipality,
        kpi_listing.kpi_listing_id,
        kpi_listing.reports_per_year,
        case
            when kpi_listing.reports_per_year is null then kpi_listing.frequency_text
        end as frequency_text
    from kpi_listing
    inner join document_current on kpi_listing.document_id = document_current.document_id
    where
        not document_current.is_superseded
        and ($kpi_code::text is null or kpi_listing.kpi_code = $kpi_code)
        and (
            $municipality_code::text is null
            or document_current.municipality_code = $municipality_code
        )
),

counted as (
    select
        municipality_code,
        municipality,
        reports_per_year,
        frequency_text,
        count(*) as listing_count
    from listing
    group by
        municipality_code,
        municipality,
        reports_per_year,
        frequency_text
)

select
    municipality_code,
    municipality,
    reports_per_year,
    frequency_text,
    listing_count,
    sum(listing_count) over (partition by municipality_code)::bigint as municipality_listing_count
from counted
order by
    municipality collate sv asc,
    municipality_code asc,
    listing_count desc,
    reports_per_year desc nulls last,
    frequency_text collate sv asc nulls last
