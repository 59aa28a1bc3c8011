-- Which key figures do documents and own sheets follow, set targets for or measure?
-- One row per key figure that any document lists, or that has a target or an outcome.
-- $municipality_codes (text, optional): municipalities, comma-separated; left out means all

-- Documents that another one supersedes are left out, and so are figures of a sheet that a newer
-- sheet has. A national value is an outcome where there is a target for it. A listing counts for
-- its document's year. kpi_count is of all own key figures, or all national ones, as the row is;
-- near_count of those among them that have a national measure near to them.
with used as (
    select
        document_current.municipality_code,
        kpi_listing.kpi_code,
        'listing' as kind,
        kpi_listing.kpi_listing_id as used_id,
        document_current.year
    from kpi_listing
    inner join document_current on kpi_listing.document_id = document_current.document_id
    where not document_current.is_superseded

    union all

    select
        municipality_code,
        kpi_code,
        'target' as kind,
        target_id as used_id,
        year
    from kpi_result
    where has_target

    union all

    select
        municipality_code,
        kpi_code,
        'outcome' as kind,
        outcome_id as used_id,
        year
    from kpi_result
    where has_outcome
)

select
    kpi.kpi_code,
    kpi.kpi,
    kpi.unit,
    kpi.direction,
    kpi.is_national,
    kpi.nearest_kolada_id,
    kpi.definition_gap,
    count(distinct case when used.kind = 'listing' then used.used_id end) as listing_count,
    count(distinct case when used.kind = 'target' then used.used_id end) as target_count,
    count(distinct case when used.kind = 'outcome' then used.used_id end) as outcome_count,
    count(distinct used.municipality_code) as municipality_count,
    min(used.year) as first_year,
    max(used.year) as last_year,
    count(*) over (partition by kpi.is_national) as kpi_count,
    count(kpi.nearest_kolada_id) over (partition by kpi.is_national) as near_count
from used
inner join kpi on used.kpi_code = kpi.kpi_code
where
    $municipality_codes::text is null
    or strpos(',' || $municipality_codes || ',', ',' || used.municipality_code || ',') > 0
group by
    kpi.kpi_code,
    kpi.kpi,
    kpi.unit,
    kpi.direction,
    kpi.is_national,
    kpi.nearest_kolada_id,
    kpi.definition_gap
order by kpi.kpi collate sv, kpi.kpi_code
