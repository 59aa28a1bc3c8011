-- Which goals and activities hold these words?
-- One row per goal or activity that holds them, goals first, in documents that no other replaces.
-- $search_text (text): words that stand after each other in title or wording, whatever the case; an
--    activity is also found by its priority and its goal; an empty text finds nothing

-- To a Swede å, ä and ö are letters of their own, but é is an e.
with sought as (
    select
        translate(
            lower(trim($search_text::text)), 'áàâãçéèêëíìîïñóòôõúùûüýÿ', 'aaaaceeeeiiiinoooouuuuyy'
        ) as sought_text
),

searched as (
    select
        1 as result_order,
        'goal' as result_kind,
        goal_id as result_id,
        title,
        document_id,
        municipality_code,
        municipality,
        document_title,
        year,
        goal_id,
        goal_path,
        sort_order,
        place_section,
        place_page,
        place_row,
        search_text
    from goal_current
    where not is_superseded

    union all

    select
        2 as result_order,
        'activity' as result_kind,
        activity_id as result_id,
        title,
        document_id,
        municipality_code,
        municipality,
        document_title,
        year,
        goal_id,
        goal_path,
        sort_order,
        place_section,
        place_page,
        place_row,
        search_text
    from activity_current
    where not is_superseded
)

select
    searched.result_kind,
    searched.result_id,
    searched.title,
    searched.document_id,
    searched.municipality_code,
    searched.municipality,
    searched.document_title,
    searched.year,
    searched.goal_id,
    searched.goal_path,
    searched.place_section,
    searched.place_page,
    searched.place_row
from searched
cross join sought
where sought.sought_text <> '' and strpos(searched.search_text, sought.sought_text) > 0
order by
    searched.result_order asc,
    searched.municipality collate sv asc,
    searched.year desc,
    searched.document_id asc,
    searched.sort_order asc
