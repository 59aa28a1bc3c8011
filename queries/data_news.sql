-- What has come into the data, and when?
-- One row per document, per sheet of own figures, and per day on which national values were fetched
--    or revised; the latest first.

-- kind is document, version (a document that replaces another one held), sheet or national. The
-- counts are empty where they do not apply: a document has activities, a sheet figures, and a day
-- of fetching key figures, values first seen and values revised or taken away. What has been taken
-- out again leaves no row.
with fetched as (
    select
        national_kpi_id,
        fetched_on as news_date,
        count(*) as value_count,
        0 as revision_count
    from national_value
    group by national_kpi_id, fetched_on

    union all

    select
        national_kpi_id,
        replaced_on as news_date,
        0 as value_count,
        count(*) as revision_count
    from national_revision
    group by national_kpi_id, replaced_on
),

fetching as (
    select
        news_date,
        count(distinct national_kpi_id) as kpi_count,
        sum(value_count)::bigint as value_count,
        sum(revision_count)::bigint as revision_count
    from fetched
    group by news_date
),

sheet_total as (
    select
        sheet_id,
        count(*) as figure_count
    from own_figure
    group by sheet_id
),

news as (
    select
        document.taken_in_on as news_date,
        case when replaced.document_id is null then 'document' else 'version' end as kind,
        document.document_id as item_id,
        document.title,
        document_current.municipality,
        document.body,
        document.year,
        document_current.as_of_date,
        document_current.is_as_of_stated,
        document_current.is_superseded,
        document_current.activity_count,
        null::bigint as figure_count,
        null::bigint as kpi_count,
        null::bigint as value_count,
        null::bigint as revision_count
    from document
    inner join document_current on document.document_id = document_current.document_id
    left join document as replaced on document.supersedes_document_id = replaced.document_id

    union all

    select
        figure_sheet.taken_in_on as news_date,
        'sheet' as kind,
        figure_sheet.sheet_id as item_id,
        figure_sheet.title,
        null as municipality,
        null as body,
        null as year,
        null as as_of_date,
        null as is_as_of_stated,
        null as is_superseded,
        null as activity_count,
        coalesce(sheet_total.figure_count, 0) as figure_count,
        null as kpi_count,
        null as value_count,
        null as revision_count
    from figure_sheet
    left join sheet_total on figure_sheet.sheet_id = sheet_total.sheet_id

    union all

    select
        news_date,
        'national' as kind,
        null as item_id,
        null as title,
        null as municipality,
        null as body,
        null as year,
        null as as_of_date,
        null as is_as_of_stated,
        null as is_superseded,
        null as activity_count,
        null as figure_count,
        kpi_count,
        value_count,
        revision_count
    from fetching
)

select
    news_date,
    kind,
    item_id,
    title,
    municipality,
    body,
    year,
    as_of_date,
    is_as_of_stated,
    is_superseded,
    activity_count,
    figure_count,
    kpi_count,
    value_count,
    revision_count
from news
order by
    news_date desc,
    case kind when 'document' then 1 when 'version' then 1 when 'sheet' then 2 else 3 end asc,
    municipality collate sv asc,
    year desc,
    item_id asc
