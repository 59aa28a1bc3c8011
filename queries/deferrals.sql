-- Which end dates were moved, from when to when, and why?
-- One row per activity and occasion at which its document tells of a moved end.
-- $document_ids (text, optional): documents, comma-separated; left out means all that no other
--    document supersedes
-- $committee_id (text, optional): only activities that this committee answers for
-- $is_marked (boolean, optional): true for those that count as deferred, false for those told only
--    in a comment; left out means both

-- The status is the one reported at the occasion when the deferral was told.
select
    activity_occasion.activity_id,
    activity_occasion.distinct_activity_id,
    activity_occasion.document_id,
    activity_current.municipality_code,
    activity_current.municipality,
    activity_current.document_title,
    activity_current.year,
    activity_current.goal_id,
    activity_current.goal_path,
    activity_current.title,
    activity_current.committees,
    activity_occasion.deferral_kind as kind,
    activity_occasion.deferral_told_by as told_by,
    activity_occasion.is_deferred as is_marked,
    activity_occasion.deferral_from_text as from_text,
    activity_occasion.deferral_from_date as from_date,
    activity_occasion.deferral_to_text as to_text,
    activity_occasion.deferral_to_date as to_date,
    activity_occasion.slip_months,
    activity_occasion.reasons,
    activity_current.carried_over_from_year,
    activity_occasion.occasion_number,
    activity_occasion.label,
    activity_occasion.as_of_date,
    activity_occasion.status_text,
    activity_occasion.status_code,
    activity_occasion.status,
    activity_occasion.family_code,
    activity_occasion.family,
    activity_current.place_section,
    activity_current.place_page,
    activity_current.place_row
from activity_occasion
inner join activity_current on activity_occasion.activity_id = activity_current.activity_id
where
    activity_occasion.deferral_kind is not null
    and case
        when $document_ids::text is null then not activity_current.is_superseded
        else strpos(',' || $document_ids || ',', ',' || activity_current.document_id || ',') > 0
    end
    and (
        $committee_id::text is null
        or activity_occasion.activity_id in (
            select activity_committee.activity_id
            from activity_committee
            where activity_committee.committee_id = $committee_id
        )
    )
    and ($is_marked::boolean is null or activity_occasion.is_deferred = $is_marked)
order by
    activity_current.municipality collate sv asc,
    activity_current.year desc,
    activity_current.document_id asc,
    activity_current.sort_order asc,
    activity_occasion.occasion_number asc
