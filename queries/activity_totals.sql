-- How do the activities that pass every filter stand, counted together?
-- One row per answer.
-- $municipality_codes (text, optional): municipalities, separated by comma; left out means all
-- $document_ids (text, optional): documents, separated by comma; left out means all that no other
--    document replaces
-- $years (text, optional): reporting years, separated by comma; left out means all
-- $committee_ids (text, optional): committees that answer for it, separated by comma; left out
--    means all
-- $goal_id (text, optional): the goal that it stands at or below; left out means all
-- $status_codes (text, optional): statuses at the last occasion, separated by comma; left out
--    means all
-- $family_codes (text, optional): families of statuses, separated by comma; left out means all
-- $deferral_kinds (text, optional): kinds of deferral that the document marks, separated by comma;
--    told means those told only in a comment; left out means deferred or not
-- $reason_codes (text, optional): reasons for the deferral, separated by comma; left out means all
-- $carried_over_from_years (text, optional): years that it remains from, separated by comma; left
--    out means carried over or not
-- $kinds (text, optional): the document's own words for the kind, separated by comma; left out
--    means all
-- $is_deferred (boolean, optional): whether its end was moved, as marked; left out means both
-- $is_carried_over (boolean, optional): whether it remains from an earlier year; left out means
--    both
-- $is_overdue (boolean, optional): whether its end has passed; left out means both
-- $is_contradictory (boolean, optional): whether it has two statuses in the document; left out
--    means both
-- $search_text (text, optional): words that stand after each other in title, wording, priority or
--    goal, whatever the case; left out or empty means all

-- listed_count is of all activities in the documents asked for, whatever the other filters.
-- distinct_activity_count counts those once that are listed under several goals; shared_count has
-- those that several committees answer for;
-- without_reason_count has the activities whose end was moved, marked or told, and no reason given.
-- The last five are of the moved ends that the activities tell of, at any occasion: told where only
-- a comment tells of them; without_start_count has those whose earlier end is not given at all,
-- dated_start_count those where it is given as a day, as a drawing needs it.
with moved_end as (
    select
        activity_id,
        count(*) as deferral_count,
        count(*) filter (where is_deferred) as marked_count,
        count(*) filter (where not is_deferred) as told_count,
        count(*) filter (
            where deferral_from_text is null and deferral_from_date is null
        ) as without_start_count,
        count(deferral_from_date) as dated_start_count
    from activity_occasion
    where deferral_kind is not null
    group by activity_id
),

filter_choice (facet, chosen_codes) as (
    values
    ('municipality', $municipality_codes::text),
    ('document', $document_ids::text),
    ('year', $years::text),
    ('committee', $committee_ids::text),
    ('goal', $goal_id::text),
    ('status', $status_codes::text),
    ('family', $family_codes::text),
    ('deferral_kind', $deferral_kinds::text),
    ('reason', $reason_codes::text),
    ('carried_over_from_year', $carried_over_from_years::text),
    ('kind', $kinds::text),
    ('is_deferred', $is_deferred::boolean::text),
    ('is_carried_over', $is_carried_over::boolean::text),
    ('is_overdue', $is_overdue::boolean::text),
    ('is_contradictory', $is_contradictory::boolean::text)
),

passed as (
    select
        activity_facet.activity_id,
        activity_facet.facet
    from activity_facet
    inner join filter_choice on activity_facet.facet = filter_choice.facet
    where
        strpos(
            ',' || filter_choice.chosen_codes || ',', ',' || activity_facet.value_code || ','
        ) > 0
),

-- The filters where something is chosen that the activity has none of. search_text is in lower
-- case without accents, and so are the words held to it.
failed as (
    select
        activity_current.activity_id,
        filter_choice.facet
    from activity_current
    cross join filter_choice
    left join passed
        on
            activity_current.activity_id = passed.activity_id
            and filter_choice.facet = passed.facet
    where filter_choice.chosen_codes is not null and passed.facet is null

    union all

    select
        activity_id,
        'search_text' as facet
    from activity_current
    where
        strpos(
            search_text,
            translate(
                lower(trim($search_text::text)),
                'áàâãçéèêëíìîïñóòôõúùûüýÿ',
                'aaaaceeeeiiiinoooouuuuyy'
            )
        ) = 0
),

-- How many filters each activity fails, and the one where it is a single one.
offered as (
    select
        activity_current.activity_id,
        count(failed.facet) as failed_count,
        max(failed.facet) as failed_facet
    from activity_current
    left join failed on activity_current.activity_id = failed.activity_id
    where
        not activity_current.is_superseded
        or strpos(',' || $document_ids || ',', ',' || activity_current.document_id || ',') > 0
    group by activity_current.activity_id
)
-- The steps from filter_choice on stand word for word in activities and activity_filter_counts too.

select
    count(*) filter (
        where
        $document_ids::text is null
        or strpos(',' || $document_ids || ',', ',' || activity_current.document_id || ',') > 0
    ) as listed_count,
    count(*) filter (where offered.failed_count = 0) as activity_count,
    count(distinct activity_current.distinct_activity_id) filter (
        where offered.failed_count = 0
    ) as distinct_activity_count,
    count(*) filter (
        where offered.failed_count = 0 and activity_current.family_code = 'completed'
    ) as completed_count,
    count(*) filter (
        where offered.failed_count = 0 and activity_current.family_code = 'behind'
    ) as behind_count,
    count(*) filter (
        where offered.failed_count = 0 and activity_current.is_deferred
    ) as deferred_count,
    count(*) filter (
        where offered.failed_count = 0 and activity_current.is_overdue
    ) as overdue_count,
    count(*) filter (
        where offered.failed_count = 0 and not activity_current.is_reported
    ) as not_reported_count,
    count(*) filter (
        where offered.failed_count = 0 and strpos(activity_current.committees, ',') > 0
    ) as shared_count,
    count(*) filter (
        where
        offered.failed_count = 0
        and activity_current.deferral_kind is not null
        and activity_current.reasons is null
    ) as without_reason_count,
    coalesce(
        sum(moved_end.deferral_count) filter (where offered.failed_count = 0), 0
    )::bigint as deferral_count,
    coalesce(
        sum(moved_end.marked_count) filter (where offered.failed_count = 0), 0
    )::bigint as marked_deferral_count,
    coalesce(
        sum(moved_end.told_count) filter (where offered.failed_count = 0), 0
    )::bigint as told_deferral_count,
    coalesce(
        sum(moved_end.without_start_count) filter (where offered.failed_count = 0), 0
    )::bigint as without_start_count,
    coalesce(
        sum(moved_end.dated_start_count) filter (where offered.failed_count = 0), 0
    )::bigint as dated_start_count
from activity_current
inner join offered on activity_current.activity_id = offered.activity_id
left join moved_end on activity_current.activity_id = moved_end.activity_id
