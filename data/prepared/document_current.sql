-- Where does each document stand at its last occasion, and how much does it hold?
-- One row per document.
with last_occasion as (
    select
        document_id,
        max(occasion_number) as occasion_number
    from occasion
    group by document_id
),

superseded as (
    select distinct supersedes_document_id as document_id
    from document
    where supersedes_document_id is not null
),

-- Every table's rows, one line each, so that they are counted in one step.
part as (
    select
        document_id,
        'occasion' as part_name
    from occasion

    union all

    select
        document_id,
        'goal' as part_name
    from goal
    where level <> 'heading'

    union all

    select
        document_id,
        'activity' as part_name
    from activity

    union all

    select distinct
        document_id,
        'distinct_activity ' || distinct_activity_id as part_name
    from activity

    union all

    select
        document_id,
        'reported' as part_name
    from activity_occasion
    where is_last_occasion and is_reported

    union all

    select
        activity.document_id,
        'deferral' as part_name
    from deferral
    inner join activity on deferral.activity_id = activity.activity_id

    union all

    select
        document_id,
        'goal_assessment' as part_name
    from goal_assessment

    union all

    select
        document_id,
        'kpi_listing' as part_name
    from kpi_listing

    union all

    select
        document_id,
        'target' as part_name
    from target

    union all

    select
        document_id,
        'outcome' as part_name
    from outcome

    union all

    select
        document_id,
        'budget_line' as part_name
    from budget_line

    union all

    select
        document_id,
        'stated_total' as part_name
    from stated_total
),

part_total as (
    select
        document_id,
        count(*) filter (where part_name = 'occasion') as occasion_count,
        count(*) filter (where part_name = 'goal') as goal_count,
        count(*) filter (where part_name = 'activity') as activity_count,
        count(*) filter (where starts_with(part_name, 'distinct_activity '))
            as distinct_activity_count,
        count(*) filter (where part_name = 'reported') as reported_count,
        count(*) filter (where part_name = 'deferral') as deferral_count,
        count(*) filter (where part_name = 'goal_assessment') as goal_assessment_count,
        count(*) filter (where part_name = 'kpi_listing') as kpi_listing_count,
        count(*) filter (where part_name = 'target') as target_count,
        count(*) filter (where part_name = 'outcome') as outcome_count,
        count(*) filter (where part_name = 'budget_line') as budget_line_count,
        count(*) filter (where part_name = 'stated_total') as stated_total_count
    from part
    group by document_id
)

select
    document.document_id,
    document.municipality_code,
    municipality.municipality,
    document.title,
    document.kind,
    document.year,
    superseded.document_id is not null as is_superseded,
    -- The newest is numbered among the documents that no other replaces.
    superseded.document_id is null
    and row_number() over (
        partition by document.municipality_code, superseded.document_id is null
        order by
            document.year desc,
            occasion.as_of_date desc nulls last,
            document.document_id asc
    ) = 1 as is_newest,
    occasion.occasion_number,
    occasion.label,
    occasion.as_of_date,
    occasion.is_as_of_stated,
    occasion.as_of_note,
    coalesce(part_total.occasion_count, 0) as occasion_count,
    coalesce(part_total.goal_count, 0) as goal_count,
    coalesce(part_total.activity_count, 0) as activity_count,
    coalesce(part_total.distinct_activity_count, 0) as distinct_activity_count,
    coalesce(part_total.reported_count, 0) as reported_count,
    coalesce(part_total.deferral_count, 0) as deferral_count,
    coalesce(part_total.goal_assessment_count, 0) as goal_assessment_count,
    coalesce(part_total.kpi_listing_count, 0) as kpi_listing_count,
    coalesce(part_total.target_count, 0) as target_count,
    coalesce(part_total.outcome_count, 0) as outcome_count,
    coalesce(part_total.budget_line_count, 0) as budget_line_count,
    coalesce(part_total.stated_total_count, 0) as stated_total_count
from document
inner join municipality on document.municipality_code = municipality.municipality_code
left join superseded on document.document_id = superseded.document_id
left join last_occasion on document.document_id = last_occasion.document_id
left join occasion
    on
        last_occasion.document_id = occasion.document_id
        and last_occasion.occasion_number = occasion.occasion_number
left join part_total on document.document_id = part_total.document_id
order by document.document_id
