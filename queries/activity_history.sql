-- What has happened to an activity, in its own document and in the municipality's others?
-- One row per document, occasion and listing of the activity, the earliest first; in other
--    documents it is the same where the wording is the same and a committee is shared.
-- $activity_id (text): the activity as listed
with own_listing as (
    select
        activity_current.activity_id,
        activity_current.document_id,
        activity_current.municipality_code,
        lower(coalesce(activity_current.wording, activity_current.title)) as compared_text
    from activity_current
    inner join activity_current as asked
        on activity_current.distinct_activity_id = asked.distinct_activity_id
    where asked.activity_id = $activity_id::text
),

other_listing as (
    select activity_current.activity_id
    from own_listing
    inner join activity_current
        on
            own_listing.municipality_code = activity_current.municipality_code
            and own_listing.compared_text
            = lower(coalesce(activity_current.wording, activity_current.title))
            and own_listing.document_id <> activity_current.document_id
    inner join activity_committee as own_committee
        on own_listing.activity_id = own_committee.activity_id
    inner join activity_committee as other_committee
        on
            activity_current.activity_id = other_committee.activity_id
            and own_committee.committee_id = other_committee.committee_id
    where not activity_current.is_superseded
),

listing as (
    select activity_id
    from own_listing

    union

    select activity_id
    from other_listing
)

select
    activity_current.activity_id,
    activity_current.distinct_activity_id,
    activity_current.activity_id = $activity_id as is_this_listing,
    activity_current.document_id,
    activity_current.municipality_code,
    activity_current.municipality,
    activity_current.document_title,
    activity_current.document_kind,
    activity_current.year,
    activity_occasion.occasion_number,
    activity_occasion.label,
    activity_occasion.as_of_date,
    activity_current.title,
    activity_current.goal_path,
    activity_occasion.status_text,
    activity_occasion.status_code,
    activity_occasion.status,
    activity_occasion.family_code,
    activity_occasion.family,
    activity_current.due_text,
    activity_current.due_date,
    activity_occasion.is_deferred,
    activity_occasion.is_deferral_told,
    activity_occasion.deferral_kind,
    activity_occasion.deferral_told_by,
    activity_occasion.deferral_from_text,
    activity_occasion.deferral_from_date,
    activity_occasion.deferral_to_text,
    activity_occasion.deferral_to_date,
    activity_occasion.slip_months,
    activity_occasion.reasons,
    activity_current.carried_over_from_year,
    activity_occasion.comment,
    activity_current.place_section,
    activity_current.place_page,
    activity_current.place_row
from listing
inner join activity_current on listing.activity_id = activity_current.activity_id
inner join activity_occasion on listing.activity_id = activity_occasion.activity_id
order by
    activity_current.year asc,
    max(activity_occasion.as_of_date) over (
        partition by activity_occasion.document_id
    ) asc nulls last,
    activity_current.document_id asc,
    activity_occasion.occasion_number asc,
    activity_current.sort_order asc
