-- Which key figures do the documents follow, set targets for or measure?
-- One row per key figure that any document lists, targets or measures.
-- $municipality_codes (text, optional): municipalities, comma-separated; left out means all

-- Documents that another one supersedes are left out. A listing counts for its document's year.
with used as (
    select
        document_id,
        kpi_code,
        'listing' as kind,
        null::integer as year
    from kpi_listing

    union all

    select
        document_id,
        kpi_code,
        'target' as kind,
        year
    from target

    union all

    select
        document_id,
        kpi_code,
        'outcome' as kind,
        year
    from outcome
)

select
    kpi.kpi_code,
    kpi.kpi,
    kpi.unit,
    kpi.direction,
    kpi.nearest_kolada_id,
    kpi.definition_gap,
    count(*) filter (where used.kind = 'listing') as listing_count,
    count(*) filter (where used.kind = 'target') as target_count,
    count(*) filter (where used.kind = 'outcome') as outcome_count,
    count(distinct document_current.municipality_code) as municipality_count,
    min(coalesce(used.year, document_current.year)) as first_year,
    max(coalesce(used.year, document_current.year)) as last_year
from used
inner join kpi on used.kpi_code = kpi.kpi_code
inner join document_current on used.document_id = document_current.document_id
where
    not document_current.is_superseded
    and (
        $municipality_codes::text is null
        or strpos(
            ',' || $municipality_codes || ',',
            ',' || document_current.municipality_code || ','
        ) > 0
    )
group by
    kpi.kpi_code,
    kpi.kpi,
    kpi.unit,
    kpi.direction,
    kpi.nearest_kolada_id,
    kpi.definition_gap
order by kpi.kpi collate sv, kpi.kpi_code
