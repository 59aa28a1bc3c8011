-- How do documents of different municipalities stand beside one another?
-- One row per document asked for, in the order asked.
-- $document_ids (text): documents, comma-separated
-- $unit (text, optional): listed or distinct; left out means listed

-- The flags say where the comparison limps, and years_apart how many years lie between the first
-- and the last of the documents; statuses are those of each document's last occasion.
-- Counted as distinct, an activity with several listings counts once, with its least advanced
-- status, and is deferred or overdue where any listing is.
-- A document has deferral marks where it marks any activity as deferred or states how many are; one
-- without is not known to have none, and has no deferred_share.
with ranked as (
    select
        document_id,
        distinct_activity_id,
        is_reported,
        family_code,
        row_number() over (
            partition by distinct_activity_id
            order by is_reported desc, status_sort_order desc
        ) as rank_number,
        bool_or(is_deferred) over same_activity as is_deferred,
        bool_or(is_deferral_told) over same_activity as is_deferral_told,
        bool_or(is_overdue) over same_activity as is_overdue
    from activity_current
    window same_activity as (partition by distinct_activity_id)
),

counted as (
    select
        document_id,
        distinct_activity_id,
        is_reported,
        family_code,
        is_deferred,
        is_deferral_told,
        is_overdue
    from activity_current
    where coalesce($unit::text, 'listed') = 'listed'

    union all

    select
        document_id,
        distinct_activity_id,
        is_reported,
        family_code,
        is_deferred,
        is_deferral_told and not is_deferred as is_deferral_told,
        is_overdue
    from ranked
    where rank_number = 1 and $unit = 'distinct'
),

activity_counts as (
    select
        document_id,
        count(*) as activity_count,
        count(*) filter (where is_reported) as reported_count,
        count(*) filter (where not is_reported) as not_reported_count,
        count(*) filter (where family_code = 'completed') as completed_count,
        count(*) filter (where is_deferred) as deferred_count,
        count(*) filter (where is_deferral_told) as told_count,
        count(*) filter (where family_code = 'behind') as behind_count,
        count(*) filter (where is_overdue) as overdue_count
    from counted
    group by document_id
),

marked as (
    select document_id
    from activity_current
    where is_deferred

    union

    select document_id
    from stated_total
    where measure in ('deferred_within_year', 'deferred_to_later_year')
),

finding_counts as (
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
    municipality.skr_group,
    document.title,
    document.body,
    document.kind,
    document.year,
    max(document.year) over () - min(document.year) over () as years_apart,
    document.term_start_year,
    document.term_end_year,
    document_current.label,
    document_current.as_of_date,
    coalesce(document_current.is_as_of_stated, false) as is_as_of_stated,
    coalesce(activity_counts.activity_count, 0) as activity_count,
    document_current.distinct_activity_count,
    coalesce(activity_counts.reported_count, 0) as reported_count,
    coalesce(activity_counts.not_reported_count, 0) as not_reported_count,
    coalesce(activity_counts.completed_count, 0) as completed_count,
    case
        when $unit = 'distinct' then distinct_listed.completion_share
        else listed.completion_share
    end as completion_share,
    distinct_listed.completion_share as distinct_completion_share,
    coalesce(activity_counts.deferred_count, 0) as deferred_count,
    case
        when marked.document_id is not null
            then
                activity_counts.deferred_count::double
                / nullif(activity_counts.activity_count, 0)
    end as deferred_share,
    coalesce(activity_counts.told_count, 0) as told_count,
    coalesce(activity_counts.behind_count, 0) as behind_count,
    activity_counts.behind_count::double
    / nullif(activity_counts.reported_count, 0) as behind_share,
    coalesce(activity_counts.overdue_count, 0) as overdue_count,
    coalesce(finding_counts.finding_count, 0) as finding_count,
    document_current.goal_count,
    document_current.target_count,
    document_current.outcome_count,
    document.kind = 'plan' as is_plan,
    coalesce(document.term_end_year > document.term_start_year, false) as is_term,
    coalesce(
        document_current.as_of_date is not null and not document_current.is_as_of_stated, false
    ) as is_as_of_inferred,
    coalesce(activity_counts.reported_count, 0) = 0 as has_no_status,
    marked.document_id is not null as has_deferral_marks
from document
inner join document_current on document.document_id = document_current.document_id
inner join municipality on document.municipality_code = municipality.municipality_code
left join document_completion as listed
    on
        document_current.document_id = listed.document_id
        and document_current.occasion_number = listed.occasion_number
        and listed.unit = 'listed'
left join document_completion as distinct_listed
    on
        document_current.document_id = distinct_listed.document_id
        and document_current.occasion_number = distinct_listed.occasion_number
        and distinct_listed.unit = 'distinct'
left join activity_counts on document.document_id = activity_counts.document_id
left join marked on document.document_id = marked.document_id
left join finding_counts on document.document_id = finding_counts.document_id
where strpos(',' || $document_ids || ',', ',' || document.document_id || ',') > 0
order by
    strpos(',' || $document_ids || ',', ',' || document.document_id || ','),
    document.document_id
