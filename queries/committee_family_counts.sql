-- How do the statuses divide within each committee?
-- One row per committee and family, also families that hold none; activities that name no committee
--    are a row of their own, with an empty committee.
-- $document_id (text): the document
with assigned as (
    select
        activity_committee.committee_id,
        activity_current.family_code,
        activity_current.is_reported,
        activity_current.is_deferred
    from activity_current
    left join activity_committee on activity_current.activity_id = activity_committee.activity_id
    where activity_current.document_id = $document_id::text
),

committee_total as (
    select
        committee_id,
        count(*) as committee_activity_count,
        count(*) filter (where family_code = 'completed') as completed_count,
        count(*) filter (where is_reported) as reported_count,
        count(*) filter (where is_deferred) as deferred_count
    from assigned
    group by committee_id
),

family_total as (
    select
        committee_id,
        family_code,
        count(*) as activity_count
    from assigned
    group by committee_id, family_code
)

select
    committee_total.committee_id,
    committee.committee_code,
    committee.committee,
    status_family.family_code,
    status_family.family,
    status_family.sort_order as family_sort_order,
    coalesce(family_total.activity_count, 0) as activity_count,
    committee_total.committee_activity_count,
    committee_total.completed_count,
    committee_total.reported_count,
    committee_total.completed_count::double
    / nullif(committee_total.reported_count, 0) as completion_share,
    committee_total.deferred_count
from committee_total
left join committee on committee_total.committee_id = committee.committee_id
cross join status_family
left join family_total
    on
        committee_total.committee_id is not distinct from family_total.committee_id
        and status_family.family_code = family_total.family_code
order by
    committee.committee collate sv nulls last,
    committee_total.committee_id,
    status_family.sort_order
