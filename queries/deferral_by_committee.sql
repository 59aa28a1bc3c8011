-- On whose table do the deferred activities lie?
-- One row per committee, and one without committee for activities that name none.
-- $document_id (text): the document

-- An activity that two committees share counts for each; so the rows can add up to more than the
-- document's activities.
select
    committee.committee_id,
    committee.committee_code,
    committee.committee,
    count(*) as activity_count,
    count(*) filter (where activity_current.is_deferred) as deferred_count,
    count(*) filter (
        where activity_current.is_deferred and activity_current.deferral_kind = 'within_year'
    ) as within_year_count,
    count(*) filter (
        where activity_current.is_deferred and activity_current.deferral_kind = 'to_later_year'
    ) as to_later_year_count,
    count(*) filter (
        where activity_current.is_deferred and activity_current.deferral_kind = 'date_unknown'
    ) as date_unknown_count,
    count(*) filter (where activity_current.is_deferred)::double
    / nullif(count(*), 0) as deferred_share,
    count(*) filter (where activity_current.is_deferral_told) as told_count
from activity_current
left join activity_committee on activity_current.activity_id = activity_committee.activity_id
left join committee on activity_committee.committee_id = committee.committee_id
where activity_current.document_id = $document_id
group by committee.committee_id, committee.committee_code, committee.committee
order by committee.committee collate sv nulls last, committee.committee_id
